import {
  Button,
  Dialog,
  IconButton,
  Menu,
  MenuItem,
  MenuLabel,
  MenuSeparator,
  Progress,
  useAnnounce,
  useKeys,
  useTexts,
  useToast,
} from '@siaga/ui'
import { AlarmClock, Archive, ArrowRightLeft, MailOpen, Tag, Undo2, UserRound, X } from 'lucide-react'
import { useState } from 'react'
import { shellTexts } from '../tenant/shell.texts.ts'
import { useCommands } from '../tenant/shell-context.tsx'
import { useTenantHere } from '../tenant/use-tenant.ts'
import { bulkTexts } from './bulk.texts.ts'
import { BulkClose, BulkTag } from './bulk-dialogs.tsx'
import { inboxTexts } from './inbox.texts.ts'
import { useInboxAddress } from './list-address.ts'
import type { InboxItem } from './list-rows.server.ts'
import { snoozeTexts } from './snooze.texts.ts'
import { SnoozeMenu } from './snooze-menu.tsx'
import { type BulkAct, type BulkFailure, mostInBulk, useBulk } from './use-bulk.ts'
import type { Options } from './use-options.ts'

const iconProps = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const
const words = {
  assign: 'doneAssign',
  tag: 'doneTag',
  close: 'doneClose',
  snooze: 'doneSnooze',
  read: 'doneRead',
} as const

type BulkBarProps = {
  items: readonly InboxItem[]
  options: Options | null
  loaded: number
  now: number
  onAll(): void
  /** What stays chosen. */
  onOnly(ids: readonly string[]): void
}

/** At the foot of the list, so that no row moves when it comes: what can be done to the chosen tickets. */
export function BulkBar({ items, options, loaded, now, onAll, onOnly }: BulkBarProps) {
  const t = useTexts(bulkTexts)
  const toast = useToast()
  const announce = useAnnounce()
  const snooze = useTexts(snoozeTexts)
  const { can } = useTenantHere()
  const address = useInboxAddress()
  const [dialog, setDialog] = useState<'tag' | 'close' | null>(null)
  const [failed, setFailed] = useState<readonly BulkFailure[]>([])
  const { run, progress } = useBulk(address, t('offline'), (result) => {
    onOnly(result.failed.map(({ row }) => row.id))
    if (result.failed.length > 0) setFailed(result.failed)
    if (result.done > 0) toast.show({ message: t(words[result.act.kind], { count: result.done }) })
    else if (result.failed.length > 0) announce(t('failedTitle', { count: result.failed.length }))
  })
  const act = (what: BulkAct) => {
    setDialog(null)
    void run(what, items)
  }
  const count = items.length
  const shell = useTexts(shellTexts)
  const [menu, setMenu] = useState<'assign' | 'snooze' | null>(null)
  const menuOf = (name: 'assign' | 'snooze') => ({
    open: menu === name,
    onOpenChange: (open: boolean) => setMenu(open ? name : null),
  })
  const works = can.work && count > 0 && !progress
  // While tickets are chosen these keys are theirs, not the open ticket's.
  const acts = [
    { id: 'assign', keys: 'A', label: t('assign'), run: () => setMenu('assign') },
    { id: 'close', keys: 'E', label: t('close'), run: () => setDialog('close') },
    { id: 'tag', keys: '#', label: t('tag'), run: () => setDialog('tag') },
    { id: 'snooze', keys: 'S', label: snooze('snooze'), run: () => setMenu('snooze') },
  ]
  useKeys(Object.fromEntries(acts.map(({ keys, run }) => [keys.toLowerCase(), works ? run : undefined])))
  useCommands(() =>
    works
      ? acts.map(({ id, label, ...rest }) => ({
          ...rest,
          id: `bulk-${id}`,
          label: t('withChosen', { act: label, count }),
          group: shell('groupList'),
        }))
      : [],
  )
  const all = Math.min(loaded, mostInBulk)
  return (
    <>
      {(count > 0 || progress) && (
        <section aria-label={t('bar')} className="shrink-0 border-t border-line-2 bg-surface-2 px-3 py-2">
          {progress ? (
            <Progress label={t('working')} done={progress.done} total={progress.total} />
          ) : (
            <>
              <div className="flex min-h-6 items-center gap-3">
                <b className="font-semibold tabular" aria-live="polite">
                  {t('chosen', { count })}
                </b>
                {count < all && (
                  <button type="button" onClick={onAll} className="text-kecil text-link underline underline-offset-2">
                    {t('all', { count: all })}
                  </button>
                )}
                {count >= mostInBulk && (
                  <span className="text-kecil text-text-2">{t('limit', { count: mostInBulk })}</span>
                )}
                <IconButton label={t('let')} keys="Esc" size={24} className="ml-auto" onClick={() => onOnly([])}>
                  <X {...iconProps} />
                </IconButton>
              </div>
              <div className="mt-1.5 flex flex-wrap items-center gap-1.5">
                {can.work && (
                  <>
                    <Menu
                      {...menuOf('assign')}
                      trigger={
                        <Button size={28} kbd="A" icon={<ArrowRightLeft {...iconProps} />}>
                          {t('assign')}
                        </Button>
                      }
                    >
                      <MenuLabel>{t('assignTo')}</MenuLabel>
                      {(options?.members ?? []).map(({ id, name }) => (
                        <MenuItem
                          key={id}
                          icon={<UserRound {...iconProps} />}
                          onSelect={() => act({ kind: 'assign', assigneeId: id })}
                        >
                          {name}
                        </MenuItem>
                      ))}
                      <MenuSeparator />
                      <MenuItem
                        icon={<Undo2 {...iconProps} />}
                        onSelect={() => act({ kind: 'assign', assigneeId: null })}
                      >
                        {t('toQueue')}
                      </MenuItem>
                    </Menu>
                    <Button size={28} kbd="E" icon={<Archive {...iconProps} />} onClick={() => setDialog('close')}>
                      {t('close')}
                    </Button>
                    <IconButton label={t('tag')} keys="#" size={28} variant="outlined" onClick={() => setDialog('tag')}>
                      <Tag {...iconProps} />
                    </IconButton>
                    <BulkSnooze {...menuOf('snooze')} now={now} onPick={(until) => act({ kind: 'snooze', until })} />
                  </>
                )}
                <IconButton label={t('read')} size={28} variant="outlined" onClick={() => act({ kind: 'read' })}>
                  <MailOpen {...iconProps} />
                </IconButton>
              </div>
            </>
          )}
        </section>
      )}
      {dialog === 'tag' && (
        <BulkTag
          count={count}
          options={options}
          onClose={() => setDialog(null)}
          onTag={(add) => act({ kind: 'tag', add, remove: [] })}
        />
      )}
      {dialog === 'close' && (
        <BulkClose
          items={items}
          options={options}
          onClose={() => setDialog(null)}
          onSettle={(outcome, group) => act({ kind: 'close', outcome, class: group })}
        />
      )}
      {failed.length > 0 && <Failures failed={failed} onClose={() => setFailed([])} />}
    </>
  )
}

type SnoozeProps = { now: number; open: boolean; onOpenChange(open: boolean): void; onPick(until: string): void }

function BulkSnooze({ onPick, ...menu }: SnoozeProps) {
  const t = useTexts(snoozeTexts)
  return (
    <SnoozeMenu
      {...menu}
      onPick={(until) => onPick(new Date(until).toISOString())}
      trigger={
        <IconButton label={t('snooze')} keys="S" size={28} variant="outlined">
          <AlarmClock {...iconProps} />
        </IconButton>
      }
    />
  )
}

/** What did not change and why, by number; stays until it is closed. */
function Failures({ failed, onClose }: { failed: readonly BulkFailure[]; onClose(): void }) {
  const t = useTexts(bulkTexts)
  const list = useTexts(inboxTexts)
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      width={520}
      title={t('failedTitle', { count: failed.length })}
      description={t('failedText')}
      actions={
        <Button variant="filled" kbd="Esc" onClick={onClose}>
          {t('understood')}
        </Button>
      }
    >
      <ul>
        {failed.map(({ row, text }) => (
          <li key={row.id} className="border-b border-line py-2 last:border-b-0">
            <span className="flex justify-between gap-3">
              <b className="min-w-0 font-semibold break-words">{row.name ?? list('anonymous')}</b>
              <span className="mono shrink-0 text-text-2">{row.number}</span>
            </span>
            <span className="block text-text-2">{text}</span>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
