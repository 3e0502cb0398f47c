import { useFetcher, useNavigate } from '@remix-run/react'
import {
  Button,
  Checkbox,
  Dialog,
  Field,
  Input,
  Menu,
  MenuItem,
  MenuLabel,
  MenuSeparator,
  number,
  UiLink,
  useLocale,
  useTexts,
  useToast,
} from '@siaga/ui'
import { AlarmClock, AtSign, Bookmark, ChevronDown, Download, Eye, Plus, Settings2, ShieldAlert } from 'lucide-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { shellTexts } from '../tenant/shell.texts.ts'
import { useCommands } from '../tenant/shell-context.tsx'
import { useTenantHere } from '../tenant/use-tenant.ts'
import { inboxTexts } from './inbox.texts.ts'
import { type InboxQuery, inboxSearch, menuViews, turned } from './inbox-query.ts'
import { useInboxAddress, useListAddress } from './list-address.ts'
import { useExportList } from './use-export-list.ts'
import type { Options } from './use-options.ts'
import { viewsTexts } from './views.texts.ts'

type View = Options['views'][number]
type MenuProps = { query: InboxQuery; views: readonly View[]; onOpen(): void }

const iconProps = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const
const icons = {
  mentions: <AtSign {...iconProps} />,
  watching: <Eye {...iconProps} />,
  snoozed: <AlarmClock {...iconProps} />,
  spam: <ShieldAlert {...iconProps} />,
}

/** The list's name, and behind it the parts that are not tabs and the saved views. */
export function ViewsMenu({ query, views, onOpen }: MenuProps) {
  const t = useTexts(viewsTexts)
  const list = useTexts(inboxTexts)
  const shell = useTexts(shellTexts)
  const locale = useLocale()
  const navigate = useNavigate()
  const base = useInboxAddress()
  const to = useListAddress()
  const { counts } = useTenantHere()
  const exportList = useExportList(query)
  const [dialog, setDialog] = useState<'save' | 'manage' | null>(null)
  const here = inboxSearch(query).slice(1)
  const active = views.find((view) => view.query === here)
  useCommands(() => [
    ...menuViews.map((view) => ({
      id: `view-${view}`,
      label: `${list('title')}: ${list(view)}`,
      group: shell('groupPages'),
      icon: icons[view],
      run: () => navigate(`${base}?view=${view}`),
    })),
    ...views.map((view) => ({
      id: `view-${view.id}`,
      label: t('view', { name: view.name }),
      group: shell('groupPages'),
      icon: <Bookmark {...iconProps} />,
      run: () => navigate(`${base}?${view.query}`),
    })),
    ...exportList.map(({ format, label, run }) => ({
      id: `export-${format}`,
      label,
      group: shell('groupList'),
      icon: <Download {...iconProps} />,
      run,
    })),
    {
      id: 'view-save',
      label: t('save'),
      group: shell('groupList'),
      icon: <Plus {...iconProps} />,
      run: () => setDialog('save'),
    },
  ])
  const group = (label: string, some: readonly View[]) =>
    some.length > 0 && (
      <>
        <MenuSeparator />
        <MenuLabel>{label}</MenuLabel>
        {some.map((view) => (
          <MenuItem key={view.id} icon={<Bookmark {...iconProps} />} onSelect={() => navigate(`${base}?${view.query}`)}>
            <span className={view === active ? 'font-semibold' : undefined}>{view.name}</span>
          </MenuItem>
        ))}
      </>
    )
  return (
    <>
      <Menu
        onOpenChange={(open) => open && onOpen()}
        trigger={
          <button
            type="button"
            className="flex h-8 max-w-full items-center gap-1 rounded-[5px] px-1.5 hover:bg-surface-2"
          >
            <span className="truncate">{active?.name ?? list('title')}</span>
            <ChevronDown {...iconProps} className="shrink-0 text-text-2" />
          </button>
        }
      >
        <MenuLabel>{t('others')}</MenuLabel>
        {menuViews.map((view) => (
          <MenuItem key={view} icon={icons[view]} onSelect={() => navigate(to(turned(query, { view })))}>
            <span className="flex justify-between gap-6">
              <span className={query.view === view ? 'font-semibold' : undefined}>{list(view)}</span>
              {(view === 'mentions' || view === 'snoozed') && (
                <span className="text-text-2 tabular">{number(locale, counts?.[view] ?? 0)}</span>
              )}
            </span>
          </MenuItem>
        ))}
        {group(
          t('mine'),
          views.filter((view) => !view.shared),
        )}
        {group(
          t('shared'),
          views.filter((view) => view.shared),
        )}
        <MenuSeparator />
        <MenuItem icon={<Plus {...iconProps} />} onSelect={() => setDialog('save')}>
          {t('save')}
        </MenuItem>
        {views.length > 0 && (
          <MenuItem icon={<Settings2 {...iconProps} />} onSelect={() => setDialog('manage')}>
            {t('manage')}
          </MenuItem>
        )}
        {exportList.length > 0 && <MenuSeparator />}
        {exportList.map(({ format, label, run }) => (
          <MenuItem key={format} icon={<Download {...iconProps} />} onSelect={run}>
            {label}
          </MenuItem>
        ))}
      </Menu>
      {dialog === 'save' && <SaveDialog search={here} onClose={() => setDialog(null)} onSaved={onOpen} />}
      {dialog === 'manage' && <ManageDialog views={views} onClose={() => setDialog(null)} onChanged={onOpen} />}
    </>
  )
}

type Answer =
  | { ok: true; intent: string; view: View | null }
  | { ok: false; problem: { detail: string; errors?: { path: string; detail: string }[] } }

/** Sends a form about a view; the answer is told once. */
function useViewAct(onAnswer: (answer: Answer) => void) {
  const base = useInboxAddress()
  const { data, state, submit } = useFetcher<Answer>()
  const latest = useRef(onAnswer)
  latest.current = onAnswer
  const told = useRef<Answer>()
  useEffect(() => {
    if (state !== 'idle' || !data || told.current === data) return
    told.current = data as Answer
    latest.current(data as Answer)
  }, [data, state])
  const act = (fields: Record<string, string>) => submit(fields, { method: 'post', action: `${base}/views` })
  return { act, busy: state !== 'idle' }
}

function SaveDialog({ search, onClose, onSaved }: { search: string; onClose(): void; onSaved(): void }) {
  const t = useTexts(viewsTexts)
  const toast = useToast()
  const { can } = useTenantHere()
  const [name, setName] = useState('')
  const [shared, setShared] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const { act, busy } = useViewAct((answer) => {
    if (!answer.ok) return setProblem(answer.problem.errors?.[0]?.detail ?? answer.problem.detail)
    toast.show({ message: t('saved', { name: answer.view?.name ?? name }) })
    onSaved()
    onClose()
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (!name.trim()) return setProblem(t('nameMissing'))
    if (!busy) act({ intent: 'save', name, query: search, ...(shared && { shared: 'on' }) })
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('saveTitle')}
      description={t('saveText')}
      actions={
        <>
          <Button kbd="Esc" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button variant="filled" kbd="↵" type="submit" form="save-view">
            {t('keep')}
          </Button>
        </>
      }
    >
      <form id="save-view" onSubmit={send} className="flex flex-col gap-3">
        <Field label={t('name')} help={t('nameHelp')} error={problem}>
          <Input value={name} maxLength={60} onChange={(event) => setName(event.currentTarget.value)} />
        </Field>
        {can.desk && (
          <Checkbox
            label={t('forAll')}
            help={t('forAllHelp')}
            checked={shared}
            onChange={(event) => setShared(event.currentTarget.checked)}
          />
        )}
      </form>
    </Dialog>
  )
}

type ManageProps = { views: readonly View[]; onClose(): void; onChanged(): void }

function ManageDialog({ views, onClose, onChanged }: ManageProps) {
  const t = useTexts(viewsTexts)
  const toast = useToast()
  const base = useInboxAddress()
  const { can } = useTenantHere()
  const [removing, setRemoving] = useState<View | null>(null)
  const { act, busy } = useViewAct((answer) => {
    if (!answer.ok) return toast.show({ kind: 'error', message: answer.problem.detail })
    toast.show({ message: t('removed', { name: removing?.name ?? '' }) })
    onChanged()
  })
  const remove = (view: View) => {
    if (busy) return
    setRemoving(view)
    act({ intent: 'delete', viewId: view.id })
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('manageTitle')}
      actions={
        <Button kbd="Esc" onClick={onClose}>
          {t('close')}
        </Button>
      }
    >
      {views.length === 0 && <p className="text-text-2">{t('none')}</p>}
      <ul>
        {views.map((view) => (
          <li key={view.id} className="flex min-h-9 items-center gap-2 border-b border-line last:border-b-0">
            <UiLink
              to={`${base}?${view.query}`}
              onClick={onClose}
              className="min-w-0 grow truncate text-link underline"
            >
              {view.name}
            </UiLink>
            {view.shared && <span className="text-kecil text-text-2">{t('isShared')}</span>}
            {(!view.shared || can.desk) && (
              <Button size={28} aria-label={t('removeView', { name: view.name })} onClick={() => remove(view)}>
                {t('remove')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
