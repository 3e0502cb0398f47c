import { type Command, IconButton, Menu, MenuItem, MenuSeparator, useKeys, useTexts, useToast } from '@siaga/ui'
import {
  Archive,
  CornerUpRight,
  Download,
  Ellipsis,
  Eye,
  EyeOff,
  Link2,
  ListTree,
  Merge,
  PhoneOutgoing,
  Printer,
  ShieldAlert,
  ShieldCheck,
  Split,
} from 'lucide-react'
import { shellTexts } from '../tenant/shell.texts.ts'
import { useCommands, useShell } from '../tenant/shell-context.tsx'
import { useTenantHere } from '../tenant/use-tenant.ts'
import { caseTexts } from './case.texts.ts'
import type { CaseDialog } from './case-dialogs.tsx'
import type { CaseView } from './case-view.server.ts'
import { partsTexts } from './parts.texts.ts'
import { relateTexts } from './relate.texts.ts'
import { useCaseAct } from './use-case-act.ts'

const iconProps = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const

type Act = Pick<Command, 'id' | 'label' | 'run' | 'icon'> & {
  keys?: string
  /** Of a key that the header answers to. */
  shownKeys?: string
  group: 'relate' | 'place' | 'end' | 'paper'
}

/** Watches the ticket, or stops; key W. */
export function useWatch(view: CaseView): () => void {
  const t = useTexts(relateTexts)
  const toast = useToast()
  const { act } = useCaseAct(view, 'watch', {
    onDone: () => toast.show({ message: t(view.watching ? 'watchOn' : 'watchOff', { number: view.number }) }),
  })
  return () => act('watch', { watching: view.watching ? 'no' : 'yes' })
}

type MoreProps = { view: CaseView; onDialog(dialog: CaseDialog): void; onWatch(): void; onCloseCase(): void }

/** Everything else that can be done with a ticket: in this menu, by key, and in the command palette. */
export function MoreMenu({ view, onDialog, onWatch, onCloseCase }: MoreProps) {
  const words = useTexts(caseTexts)
  const shell = useTexts(shellTexts)
  const acts = useActs({ view, onDialog, onWatch, onCloseCase })
  const byKey = Object.fromEntries(acts.flatMap((a) => (a.keys ? [[a.keys.toLowerCase(), a.run]] : [])))
  useKeys(byKey)
  useCommands(() =>
    acts.map(({ id, label, icon, keys, shownKeys = keys, run }) => ({
      id,
      label,
      icon,
      run,
      group: shell('groupCase'),
      ...(shownKeys && { keys: shownKeys }),
    })),
  )
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label={words('more')} size={28}>
          <Ellipsis {...iconProps} />
        </IconButton>
      }
    >
      {acts.map((a, index) => (
        <div key={a.id} role="none">
          {index > 0 && acts[index - 1]?.group !== a.group && <MenuSeparator />}
          <MenuItem icon={a.icon} keys={a.shownKeys ?? a.keys} onSelect={a.run}>
            {a.label}
          </MenuItem>
        </div>
      ))}
    </Menu>
  )
}

function useActs({ view, onDialog, onWatch, onCloseCase }: MoreProps): Act[] {
  const t = useTexts(relateTexts)
  const parts = useTexts(partsTexts)
  const words = useTexts(caseTexts)
  const toast = useToast()
  const { act: actLater } = useShell()
  const { can, tenant } = useTenantHere()
  const address = `/t/${tenant.slug}/inbox/${view.id}`
  const { act } = useCaseAct(view, 'spam', {
    onDone({ intent, revision }) {
      const { number } = view
      const undo = () => actLater(address, { intent: 'not-spam', revision: String(revision) })
      if (intent === 'spam') toast.show({ message: t('spamDone', { number }), undo })
      else toast.show({ message: t('notSpamDone', { number }) })
    },
  })
  const dialog = (id: CaseDialog, label: string, icon: Act['icon'], group: Act['group'], keys?: string): Act => ({
    id: `case-${id}`,
    label,
    icon,
    group,
    run: () => onDialog(id),
    ...(keys && { keys }),
  })
  const alive = !view.mergedInto
  const works = can.work && alive
  const paper = `/t/${tenant.slug}/cases/${view.id}`
  return [
    ...(works
      ? [
          dialog('link', t('linkMenu'), <Link2 {...iconProps} />, 'relate', 'L'),
          dialog('merge', t('mergeMenu'), <Merge {...iconProps} />, 'relate', 'G'),
          dialog('parent', t('parentMenu'), <ListTree {...iconProps} />, 'relate'),
          ...(view.thread.filter(({ kind }) => kind === 'message').length > 1
            ? [dialog('split', t('splitMenu'), <Split {...iconProps} />, 'relate')]
            : []),
        ]
      : []),
    ...(works && view.open
      ? [
          ...(view.moves.some((m) => !m.own || m.queues.length > 1)
            ? [dialog('move', t('moveMenu'), <CornerUpRight {...iconProps} />, 'place', 'M')]
            : []),
          dialog('callback', t('callbackMenu'), <PhoneOutgoing {...iconProps} />, 'place', 'B'),
        ]
      : []),
    {
      id: 'case-watch',
      label: parts(view.watching ? 'unwatch' : 'watch'),
      icon: view.watching ? <EyeOff {...iconProps} /> : <Eye {...iconProps} />,
      group: 'place',
      keys: 'W',
      run: onWatch,
    },
    {
      id: 'case-print',
      label: t('print'),
      icon: <Printer {...iconProps} />,
      group: 'paper',
      run: () => window.open(`${paper}/print`, '_blank', 'noopener'),
    },
    {
      id: 'case-pdf',
      label: t('pdf'),
      icon: <Download {...iconProps} />,
      group: 'paper',
      run: () => window.location.assign(`${paper}/pdf`),
    },
    ...(works && !view.spam
      ? [
          {
            id: 'case-spam',
            label: t('spamMenu'),
            icon: <ShieldAlert {...iconProps} />,
            group: 'end' as const,
            run: () => act('spam', { revision: view.revision }),
          },
        ]
      : []),
    ...(works && view.canUnspam
      ? [
          {
            id: 'case-not-spam',
            label: t('notSpam'),
            icon: <ShieldCheck {...iconProps} />,
            group: 'end' as const,
            run: () => act('not-spam', { revision: view.revision }),
          },
        ]
      : []),
    ...(works && view.state !== 'closed'
      ? [
          {
            id: 'close',
            label: words(view.state === 'resolved' ? 'close' : 'closeNow'),
            icon: <Archive {...iconProps} />,
            group: 'end' as const,
            shownKeys: view.open ? 'Shift E' : 'E',
            run: onCloseCase,
          },
        ]
      : []),
  ]
}
