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
      ...(can.work ? [{ keys: 'Z', label: t('keyUndo') }] : []),
    ],
  }
  if (!can.inbox) return [everywhere]
  const list: ShortcutGroup = {
    title: t('keysList'),
    items: [
      { keys: 'J, K', label: t('keyMove') },
      { keys: '↵', label: t('keyOpen') },
      { keys: '.', label: t('keyFresh') },
    ],
  }
  const work = [
    { keys: 'T', label: t('keyTake') },
    { keys: 'A', label: t('keyHand') },
    { keys: 'R', label: t('keyReply') },
    { keys: 'C', label: t('keyNote') },
    { keys: 'Ctrl ↵', label: t('keySend') },
    { keys: 'E', label: t('keyResolve') },
    { keys: 'P', label: t('keyPriority') },
  ]
  const ofCase: ShortcutGroup = {
    title: t('keysCase'),
    items: [...(can.work ? work : []), { keys: 'I', label: t('keyPanel') }],
  }
  return [everywhere, list, ofCase]
}
