import { type ShortcutGroup, useTexts } from '@siaga/ui'
import { shellTexts } from './shell.texts.ts'
import { useTenantHere } from './use-tenant.ts'

/** The keys that work for this person: those of pages that they do not have are not shown. */
export function useShortcutGroups(): ShortcutGroup[] {
  const t = useTexts(shellTexts)
  const { can } = useTenantHere()
  const everywhere: ShortcutGroup = {
    title: t('keysEverywhere'),
    items: [
      { keys: 'Ctrl K', label: t('keyPalette') },
      { keys: '/', label: t('keySearch') },
      { keys: '?', label: t('keyHelp') },
      ...(can.inbox ? [{ keys: 'B', label: t('keyNotices') }] : []),
      ...(can.work
        ? [
            { keys: 'Alt L', label: t('keyLog') },
            { keys: 'Z', label: t('keyUndo') },
          ]
        : []),
    ],
  }
  if (!can.inbox) return [everywhere]
  const list: ShortcutGroup = {
    title: t('keysList'),
    items: [
      { keys: 'J, K', label: t('keyMove') },
      { keys: '↵', label: t('keyOpen') },
      { keys: 'N', label: t('keyNext') },
      { keys: 'Alt N', label: t('keyNextTyping') },
      { keys: 'F', label: t('keyFilter') },
      { keys: '.', label: t('keyFresh') },
      ...(can.work ? [{ keys: 'C', label: t('keyStart') }] : []),
      { keys: 'X', label: t('keyChoose') },
      { keys: 'Shift X', label: t('keyChooseTo') },
      { keys: 'Ctrl A', label: t('keyChooseAll') },
      ...(can.work ? [{ keys: 'A, E, #, S', label: t('keyBulk') }] : []),
    ],
  }
  const work = [
    { keys: 'T', label: t('keyTake') },
    { keys: 'A', label: t('keyHand') },
    { keys: 'R', label: t('keyReply') },
    { keys: 'C', label: t('keyNote') },
    { keys: 'Q', label: t('keyQuote') },
    { keys: 'Ctrl ↵', label: t('keySend') },
    { keys: '/', label: t('keyCanned') },
    { keys: 'E', label: t('keyResolve') },
    { keys: 'Shift E', label: t('keyClose') },
    { keys: 'S', label: t('keySnooze') },
    { keys: 'P', label: t('keyPriority') },
    { keys: '#', label: t('keyTag') },
    { keys: 'L', label: t('keyLink') },
    { keys: 'G', label: t('keyMerge') },
    { keys: 'M', label: t('keyMoveTo') },
    { keys: 'B', label: t('keyCallback') },
  ]
  const ofCase: ShortcutGroup = {
    title: t('keysCase'),
    items: [
      ...(can.work ? work : []),
      { keys: 'W', label: t('keyWatch') },
      { keys: 'V', label: t('keyThread') },
      { keys: 'I', label: t('keyPanel') },
    ],
  }
  return [everywhere, list, ofCase]
}
