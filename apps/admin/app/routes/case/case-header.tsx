import { useSearchParams } from '@remix-run/react'
import {
  Button,
  CaseStateChip,
  dayKey,
  IconButton,
  Menu,
  MenuItem,
  MenuLabel,
  MenuSeparator,
  PriorityChip,
  relativeDayTime,
  time,
  UiLink,
  useKeys,
  useLocale,
  useTexts,
  useTimeZone,
  useToast,
} from '@siaga/ui'
import { ArrowLeft, Copy, PanelRight, Undo2, UserRound } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { SnoozeButton, SnoozedChip } from '../inbox/snooze-button.tsx'
import { shellTexts } from '../tenant/shell.texts.ts'
import { useCommands, useShell } from '../tenant/shell-context.tsx'
import { useTenantHere } from '../tenant/use-tenant.ts'
import { caseTexts } from './case.texts.ts'
import type { CaseDialog } from './case-dialogs.tsx'
import { CallbackBar, CaseMarks } from './case-marks.tsx'
import type { CaseView } from './case-view.server.ts'
import { MoreMenu } from './more-menu.tsx'
import { SettleDialog } from './settle-dialog.tsx'
import { ThreadFilter, type ThreadPart } from './thread-filter.tsx'
import { actsUnderWay } from './under-way.ts'
import { useCaseAct } from './use-case-act.ts'

const iconProps = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const
const priorities = { p1: 'P1', p2: 'P2', p3: 'P3' } as const

type HeaderProps = {
  view: CaseView
  panelShown: boolean
  part: ThreadPart
  onPanel(): void
  onPart(part: ThreadPart): void
  onDialog(dialog: CaseDialog): void
  onWatch(): void
}

export function CaseHeader({ view, panelShown, part, onPanel, onPart, onDialog, onWatch }: HeaderProps) {
  const t = useTexts(caseTexts)
  const { tenant } = useTenantHere()
  const [params] = useSearchParams()
  return (
    <header className="shrink-0 border-b border-line-2 bg-surface px-4 py-2">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-1.5">
        <IconButton asChild label={t('back')} size={28} className="desk:hidden">
          <UiLink to={`/t/${tenant.slug}/inbox?${params}`}>
            <ArrowLeft {...iconProps} />
          </UiLink>
        </IconButton>
        <h1 className="min-w-0 grow basis-60 pt-1 text-judul-3 break-words">{view.subject}</h1>
        <div className="flex items-center gap-2">
          <Actions view={view} onDialog={onDialog} onWatch={onWatch} />
          <IconButton
            label={panelShown ? t('hidePanel') : t('showPanel')}
            keys="I"
            size={28}
            variant="outlined"
            onClick={onPanel}
            className={panelShown ? 'wide:hidden' : undefined}
          >
            <PanelRight {...iconProps} />
          </IconButton>
        </div>
      </div>
      <Meta view={view} end={<ThreadFilter part={part} onPart={onPart} />} />
      <CallbackBar view={view} onChange={() => onDialog('callback')} />
    </header>
  )
}

function Meta({ view, end }: { view: CaseView; end: ReactNode }) {
  const t = useTexts(caseTexts)
  const locale = useLocale()
  const zone = useTimeZone()
  const toast = useToast()
  const { services } = useTenantHere()
  const today = dayKey(view.now, zone) === dayKey(view.openedAt, zone)
  const created = today ? time(locale, view.openedAt, zone) : relativeDayTime(locale, view.now, view.openedAt, zone)
  const owner = view.assigneeId ? (view.assignee ?? t('someone')) : t('unassigned')
  const copy = async () => {
    await navigator.clipboard?.writeText(view.number)
    toast.show({ kind: 'info', message: t('copied', { number: view.number }) })
  }
  return (
    <div className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-kecil text-text-2">
      <span className="flex items-center">
        <span className="mono">{view.number}</span>
        <IconButton label={t('copyNumber')} size={24} onClick={copy}>
          <Copy aria-hidden="true" size={14} strokeWidth={1.75} />
        </IconButton>
      </span>
      <CaseStateChip state={view.state} />
      <SnoozedChip view={view} />
      {view.priority !== 'p3' && <PriorityChip priority={priorities[view.priority]} />}
      <span className="tabular">
        {[services.length > 1 && view.service.name, owner, t('created', { at: created })].filter(Boolean).join(' · ')},{' '}
        {t('messages', { count: view.messageCount })}
      </span>
      <CaseMarks view={view} />
      <span className="ml-auto">{end}</span>
    </div>
  )
}

/** What can be done with the ticket now; the next thing to do is the filled button. */
function Actions({ view, onDialog, onWatch }: Pick<HeaderProps, 'view' | 'onDialog' | 'onWatch'>) {
  const t = useTexts(caseTexts)
  const shell = useTexts(shellTexts)
  const toast = useToast()
  const { act: actLater } = useShell()
  const { can, tenant } = useTenantHere()
  const [handing, setHanding] = useState(false)
  const [settling, setSettling] = useState<'resolve' | 'close' | null>(null)
  const address = `/t/${tenant.slug}/inbox/${view.id}`
  const { act: actNow } = useCaseAct(view, 'work', {
    onDone({ intent, revision }) {
      const number = view.number
      if (intent === 'take') toast.show({ message: t('taken', { number }) })
      if (intent === 'assign') toast.show({ message: t('handed', { number }) })
      if (intent === 'reopen') toast.show({ message: t('reopened', { number }) })
      if (intent === 'resolve' || intent === 'close') {
        setSettling(null)
        const undo = () => actLater(address, { intent: 'reopen', revision: String(revision) })
        toast.show({ message: t(intent === 'resolve' ? 'resolved' : 'closed', { number }), undo })
      }
    },
  })
  /** After what was done before it: a ticket that is settled at once would refuse the answer just written. */
  const act: typeof actNow = (intent, fields) => {
    const before = actsUnderWay()
    if (before) void before.then((well) => well && actNow(intent, fields))
    else actNow(intent, fields)
  }
  const take = () => act('take', { revision: view.revision })
  const reopen = () => act('reopen', { revision: view.revision })
  const canTake = can.work && view.open && !view.mine
  const canSettle = can.work && view.open
  const canClose = can.work && view.state === 'resolved'
  const toClose = () => setSettling('close')
  useKeys({
    t: canTake ? take : undefined,
    a: canSettle ? () => setHanding(true) : undefined,
    // With Shift it is closed at once, without the days in which the citizen can object.
    e: canSettle ? (event) => setSettling(event.shiftKey ? 'close' : 'resolve') : canClose ? toClose : undefined,
  })
  useCommands(() => {
    const command = (id: string, label: string, keys: string | undefined, run: () => void) => ({
      id,
      label,
      group: shell('groupCase'),
      run,
      ...(keys && { keys }),
    })
    return [
      ...(canTake ? [command('take', t('take'), 'T', take)] : []),
      ...(canSettle
        ? [
            command('hand', t('hand'), 'A', () => setHanding(true)),
            command('resolve', t('resolve'), 'E', () => setSettling('resolve')),
          ]
        : []),
      ...(can.work && view.canReopen && !view.spam ? [command('reopen', t('reopen'), undefined, reopen)] : []),
    ]
  })
  const settled = !view.open
  return (
    <>
      {canTake && (
        <Button size={28} variant="filled" kbd="T" onClick={take}>
          {t('take')}
        </Button>
      )}
      {can.work && settled && view.canReopen && !view.spam && (
        <Button size={28} icon={<Undo2 {...iconProps} />} onClick={reopen}>
          {t('reopen')}
        </Button>
      )}
      {canClose && (
        <Button size={28} kbd="E" onClick={toClose}>
          {t('close')}
        </Button>
      )}
      {canSettle && (
        <HandMenu
          view={view}
          open={handing}
          onOpenChange={setHanding}
          onPick={(assigneeId) => act('assign', { revision: view.revision, assigneeId })}
        />
      )}
      {canSettle && <SnoozeButton view={view} />}
      {canSettle && (
        <Button size={28} variant={view.mine ? 'filled' : 'outlined'} kbd="E" onClick={() => setSettling('resolve')}>
          {t('resolve')}
        </Button>
      )}
      <MoreMenu view={view} onDialog={onDialog} onWatch={onWatch} onCloseCase={toClose} />
      {settling && <SettleDialog view={view} kind={settling} act={act} onClose={() => setSettling(null)} />}
    </>
  )
}

type HandProps = { view: CaseView; open: boolean; onOpenChange(open: boolean): void; onPick(assigneeId: string): void }

function HandMenu({ view, open, onOpenChange, onPick }: HandProps) {
  const t = useTexts(caseTexts)
  const { me } = useTenantHere()
  const others = view.colleagues.filter(({ id }) => id !== view.assigneeId && id !== me.memberId)
  return (
    <Menu
      align="end"
      open={open}
      onOpenChange={onOpenChange}
      trigger={
        <Button size={28} kbd="A">
          {t('hand')}
        </Button>
      }
    >
      <MenuLabel>{t('handTo')}</MenuLabel>
      {others.length === 0 && <p className="px-3 py-1.5 text-text-2">{t('nobodyElse')}</p>}
      {others.map(({ id, name }) => (
        <MenuItem key={id} icon={<UserRound {...iconProps} />} onSelect={() => onPick(id)}>
          {name}
        </MenuItem>
      ))}
      {view.assigneeId && (
        <>
          <MenuSeparator />
          <MenuItem icon={<Undo2 {...iconProps} />} onSelect={() => onPick('')}>
            {t('toQueue')}
          </MenuItem>
        </>
      )}
    </Menu>
  )
}
