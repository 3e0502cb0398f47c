import { Button, FieldError, Input, Notice, priorityTexts, Section, Select, useTexts, useToast } from '@siaga/ui'
import { type FormEvent, type ReactNode, useEffect, useState } from 'react'
import { useTenantHere } from '../tenant/use-tenant.ts'
import type { CaseView } from './case-view.server.ts'
import { OwnField } from './own-field.tsx'
import { panelTexts } from './panel.texts.ts'
import { partsTexts } from './parts.texts.ts'
import { RegionFields } from './region-fields.tsx'
import { TagField } from './tag-field.tsx'
import {
  changedMeanwhile,
  dirtyFields,
  type Editing,
  type TicketField,
  type ticketFields,
  valuesOf,
} from './ticket-fields.ts'
import { useCaseAct } from './use-case-act.ts'

const labels = {
  category: 'category',
  priority: 'priority',
  subject: 'subject',
  regionCode: 'location',
  place: 'place',
  queueId: 'queue',
} as const

const priorities = { p1: 'P1', p2: 'P2', p3: 'P3' } as const

type Problem = { code: string; detail: string; errors?: { path: string; detail: string }[] }

/** Follows the ticket while nothing is typed; once something is, keeps it and the revision that it was typed against. */
function useEditing(view: CaseView) {
  const fresh = (): Editing => ({ base: { values: valuesOf(view), revision: view.revision }, edits: {} })
  const [editing, setEditing] = useState(fresh)
  const [round, setRound] = useState(0)
  const dirty = dirtyFields(editing)
  const idle = dirty.length === 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision is what matters
  useEffect(() => {
    if (idle) setEditing(fresh())
  }, [view.revision, idle])
  return {
    editing,
    dirty,
    values: { ...valuesOf(view), ...editing.edits },
    edit: (field: TicketField, value: string) =>
      setEditing((now) => ({ ...now, edits: { ...now.edits, [field]: value } })),
    /** Rises with each beginning, so that what was opened for a change closes. */
    round,
    reset() {
      setEditing(fresh())
      setRound((now) => now + 1)
    },
  }
}

export function TicketForm({ view }: { view: CaseView }) {
  const t = useTexts(panelTexts)
  const toast = useToast()
  const { can } = useTenantHere()
  const { editing, dirty, values, edit, reset, round } = useEditing(view)
  const [problem, setProblem] = useState<Problem | null>(null)
  const { act, busy } = useCaseAct(view, 'change', {
    onDone() {
      setProblem(null)
      reset()
      toast.show({ message: t('saved', { number: view.number }) })
    },
    onRefused: ({ problem: refused }) => setProblem(refused),
  })
  const stale = problem?.code === 'case.stale'
  const save = (revision: number) =>
    act('change', { revision, ...Object.fromEntries(dirty.map((field) => [field, values[field]])) })
  const discard = () => {
    setProblem(null)
    reset()
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (dirty.length > 0 && !busy) save(stale ? view.revision : editing.base.revision)
  }
  const errorOf = (field: TicketField) => problem?.errors?.find(({ path }) => path === field)?.detail
  const field = (name: TicketField) => ({
    value: values[name],
    disabled: !can.work,
    'aria-invalid': errorOf(name) ? (true as const) : undefined,
    onChange: (event: { currentTarget: { value: string } }) => edit(name, event.currentTarget.value),
  })
  const names = useTexts(priorityTexts)
  const parts = useTexts(partsTexts)
  return (
    <Section title={t('ticket')} meta={view.service.name}>
      <form
        onSubmit={onSubmit}
        onKeyDown={(event) => {
          // Out of the field again, so that single keys are the ticket's.
          if (event.key === 'Escape' && event.target instanceof HTMLElement) event.target.blur()
          // In a list of choices Enter alone sends no form.
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
          event.preventDefault()
          event.currentTarget.requestSubmit()
        }}
        className="flex flex-col gap-1"
      >
        {stale && <Conflict view={view} editing={editing} onAgain={() => save(view.revision)} onTheirs={discard} />}
        {problem && !stale && !problem.errors?.length && <FieldError>{problem.detail}</FieldError>}
        <Line label={t('category')} htmlFor="ticket-category" error={errorOf('category')}>
          <Select id="ticket-category" look="underline" {...field('category')}>
            <option value="">{t('noCategory')}</option>
            {view.service.categories.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </Select>
        </Line>
        <Line label={t('priority')} htmlFor="ticket-priority" error={errorOf('priority')}>
          <Select id="ticket-priority" look="underline" {...field('priority')}>
            {(['p1', 'p2', 'p3'] as const).map((value) => (
              <option key={value} value={value}>
                {priorities[value]} · {names(priorities[value])}
              </option>
            ))}
          </Select>
        </Line>
        <Line label={t('subject')} htmlFor="ticket-subject" error={errorOf('subject')}>
          <Input
            id="ticket-subject"
            look="underline"
            className="text-ellipsis"
            minLength={3}
            maxLength={200}
            {...field('subject')}
          />
        </Line>
        <RegionFields
          key={`${view.regionCode}-${round}`}
          path={values.regionCode === (view.regionCode ?? '') ? view.regionPath : pathOf(values.regionCode)}
          start={view.regionStart}
          label={values.regionCode === (view.regionCode ?? '') ? view.regionLabel : null}
          canChange={can.work}
          onChange={(code) => edit('regionCode', code)}
          onCancel={() => edit('regionCode', editing.base.values.regionCode)}
        />
        <Line label={t('place')} htmlFor="ticket-place" error={errorOf('place')}>
          <Input id="ticket-place" look="underline" maxLength={300} {...field('place')} />
        </Line>
        {view.fields.map((own) => {
          const name = `attributes.${own.key}` as const
          return (
            <Line
              key={own.key}
              label={own.label}
              htmlFor={`ticket-${own.key}`}
              error={errorOf(name)}
              needed={own.required}
            >
              <OwnField
                id={`ticket-${own.key}`}
                look="underline"
                field={own}
                value={values[name] ?? ''}
                disabled={!can.work}
                aria-invalid={errorOf(name) ? true : undefined}
                onChange={(value) => edit(name, value)}
              />
            </Line>
          )
        })}
        {view.queues.length > 1 && (
          <Line label={t('queue')} htmlFor="ticket-queue" error={errorOf('queueId')}>
            <Select id="ticket-queue" look="underline" {...field('queueId')}>
              {view.queues.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          </Line>
        )}
        <div className="grid grid-cols-[88px_minmax(0,1fr)] items-center gap-x-2 pt-1">
          <span className="text-kecil text-text-2">{parts('tags')}</span>
          <div className="pl-2">
            <TagField view={view} />
          </div>
        </div>
        {dirty.length > 0 && !stale && (
          <div className="mt-2 flex justify-end gap-2">
            <Button size={28} onClick={discard}>
              {t('discard')}
            </Button>
            <Button size={28} type="submit" variant="filled" kbd="Ctrl ↵" aria-disabled={busy || undefined}>
              {t('save')}
            </Button>
          </div>
        )}
      </form>
    </Section>
  )
}

/** "33.74.10" as its levels: 33, 33.74, 33.74.10. */
const pathOf = (code: string) => {
  const parts = code ? code.split('.') : []
  return parts.map((_, index) => parts.slice(0, index + 1).join('.'))
}

type LineProps = {
  label: string
  htmlFor: string
  error?: string | undefined
  /** The ticket is not settled without it. */
  needed?: boolean
  children: ReactNode
}

function Line({ label, htmlFor, error, needed, children }: LineProps) {
  const parts = useTexts(partsTexts)
  return (
    <div className="grid grid-cols-[88px_minmax(0,1fr)] items-center gap-x-2">
      <label htmlFor={htmlFor} className="text-kecil break-words text-text-2">
        {label}
        {needed && (
          <span title={parts('required')}>
            {' *'}
            <span className="sr-only"> ({parts('required')})</span>
          </span>
        )}
      </label>
      {children}
      {error && (
        <div className="col-start-2 pt-1">
          <FieldError>{error}</FieldError>
        </div>
      )}
    </div>
  )
}

type ConflictProps = { view: CaseView; editing: Editing; onAgain(): void; onTheirs(): void }

/** What changed meanwhile, as it is now; one's own values stand untouched in their fields. */
function Conflict({ view, editing, onAgain, onTheirs }: ConflictProps) {
  const t = useTexts(panelTexts)
  const names = useTexts(priorityTexts)
  const changed = changedMeanwhile(editing, valuesOf(view))
  const last = view.thread.findLast((item) => item.kind === 'event' && item.author)
  const by = last?.kind === 'event' ? last.author : null
  const own = new Map(view.fields.map((f) => [`attributes.${f.key}`, f]))
  const shown: Record<(typeof ticketFields)[number], string> = {
    category: view.service.categories.find(({ code }) => code === view.category)?.name ?? '—',
    priority: `${priorities[view.priority]} · ${names(priorities[view.priority])}`,
    subject: view.subject,
    regionCode: view.regionLabel ?? '—',
    place: view.place ?? '—',
    queueId: view.queues.find(({ id }) => id === view.queueId)?.name ?? '—',
  }
  return (
    <Notice className="mb-2">
      <div role="alert">
        <p className="font-semibold">{by ? t('conflictBy', { name: by }) : t('conflict')}</p>
        <ul className="mt-1 text-kecil">
          {changed.map((field) => (
            <li key={field}>
              {t('nowIs', {
                field: own.get(field)?.label ?? t(labels[field as keyof typeof labels]),
                value: own.has(field) ? (own.get(field)?.words ?? '—') : shown[field as keyof typeof labels],
              })}
            </li>
          ))}
          {changed.length === 0 && <li>{t('onlyState')}</li>}
        </ul>
      </div>
      <div className="mt-2 flex flex-wrap gap-2">
        <Button size={28} variant="filled" onClick={onAgain}>
          {t('saveAgain')}
        </Button>
        <Button size={28} onClick={onTheirs}>
          {t('useTheirs')}
        </Button>
      </div>
    </Notice>
  )
}
