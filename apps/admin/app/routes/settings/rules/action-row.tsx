import type { RuleAction } from '@siaga/cases'
import { cannedFields, fillCanned } from '@siaga/conversations/canned-rules'
import { Button, Field, FieldError, IconButton, priorityTexts, Select, Textarea, useTexts } from '@siaga/ui'
import { X } from 'lucide-react'
import { useRef } from 'react'
import { cannedTexts, exampleValues } from '../canned/canned.texts.ts'
import { actionKinds } from './rule-draft.ts'
import type { RuleOptions } from './rule-options.server.ts'
import { rulesTexts } from './rules.texts.ts'

const names = {
  reply: 'doReply',
  note: 'doNote',
  category: 'doCategory',
  priority: 'doPriority',
  assign: 'doAssign',
  queue: 'doQueue',
  tag: 'doTag',
} as const

type RowProps = {
  n: number
  action: RuleAction
  options: RuleOptions
  error: string | undefined
  /** Null takes the row away. */
  onChange(next: RuleAction | null): void
  onKind(kind: RuleAction['do']): void
}

/** One action: what is done, and with what. */
export function ActionRow({ n, action, options, error, onChange, onKind }: RowProps) {
  const t = useTexts(rulesTexts)
  const isText = action.do === 'reply' || action.do === 'note'
  return (
    <div className="flex flex-col gap-2 rounded-[5px] border border-line-2 bg-surface-2 p-2">
      <div className="flex items-start gap-2">
        <Field label={t('action', { n })} hideLabel className={isText ? 'grow' : 'w-1/2 shrink-0'}>
          <Select value={action.do} onChange={(event) => onKind(event.currentTarget.value as RuleAction['do'])}>
            {actionKinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(names[kind])}
              </option>
            ))}
          </Select>
        </Field>
        {!isText && (
          <div className="min-w-0 grow">
            <Choice action={action} options={options} onChange={onChange} />
          </div>
        )}
        <IconButton label={t('removeAction', { n })} size={28} onClick={() => onChange(null)}>
          <X aria-hidden="true" size={16} strokeWidth={1.75} />
        </IconButton>
      </div>
      {action.do === 'reply' && <Reply text={action.text} onChange={(text) => onChange({ do: 'reply', text })} />}
      {action.do === 'note' && (
        <Field label={t('noteText')} hideLabel>
          <Textarea
            rows={3}
            maxLength={4000}
            value={action.text}
            onChange={(event) => onChange({ do: 'note', text: event.currentTarget.value })}
          />
        </Field>
      )}
      {error && <FieldError>{error}</FieldError>}
    </div>
  )
}

type Chosen = Exclude<RuleAction, { do: 'reply' | 'note' }>

function Choice({ action, options, onChange }: { action: Chosen; options: RuleOptions; onChange(next: Chosen): void }) {
  const t = useTexts(rulesTexts)
  const priorities = useTexts(priorityTexts)
  const chosen = {
    category: (a: Chosen) => (a.do === 'category' ? a.to : ''),
    priority: (a: Chosen) => (a.do === 'priority' ? a.to : ''),
    assign: (a: Chosen) => (a.do === 'assign' ? a.memberId : ''),
    queue: (a: Chosen) => (a.do === 'queue' ? a.queueId : ''),
    tag: (a: Chosen) => (a.do === 'tag' ? a.tagId : ''),
  }[action.do](action)
  const list = {
    category: options.categories,
    priority: (['p1', 'p2', 'p3'] as const).map((id) => ({
      id,
      name: priorities(id.toUpperCase() as 'P1' | 'P2' | 'P3'),
    })),
    assign: options.members,
    queue: options.queues,
    tag: options.tags,
  }[action.do]
  const choose = (id: string) => {
    if (action.do === 'category') onChange({ do: 'category', to: id })
    if (action.do === 'priority') onChange({ do: 'priority', to: id as 'p1' | 'p2' | 'p3' })
    if (action.do === 'assign') onChange({ do: 'assign', memberId: id })
    if (action.do === 'queue') onChange({ do: 'queue', queueId: id })
    if (action.do === 'tag') onChange({ do: 'tag', tagId: id })
  }
  return (
    <Field label={t('value')} hideLabel>
      <Select value={chosen} onChange={(event) => choose(event.currentTarget.value)}>
        {!list.some(({ id }) => id === chosen) && <option value={chosen}>—</option>}
        {list.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  )
}

/** The reply with its fields, and what a citizen would read. */
function Reply({ text, onChange }: { text: string; onChange(text: string): void }) {
  const t = useTexts(rulesTexts)
  const canned = useTexts(cannedTexts)
  const area = useRef<HTMLTextAreaElement>(null)
  const insert = (field: string) => {
    const editor = area.current
    const [from, to] = [editor?.selectionStart ?? text.length, editor?.selectionEnd ?? text.length]
    onChange(`${text.slice(0, from)}{${field}}${text.slice(to)}`)
    requestAnimationFrame(() => {
      editor?.focus()
      editor?.setSelectionRange(from + field.length + 2, from + field.length + 2)
    })
  }
  return (
    <div className="grid gap-3 min-[900px]:grid-cols-2">
      <div className="flex min-w-0 flex-col gap-2">
        <Field label={t('replyText')} hideLabel>
          <Textarea
            ref={area}
            rows={8}
            maxLength={4000}
            value={text}
            onChange={(event) => onChange(event.currentTarget.value)}
          />
        </Field>
        <fieldset>
          <legend className="mb-1 text-kecil font-medium text-text-2">{canned('insert')}</legend>
          <div className="flex flex-wrap gap-1">
            {cannedFields.map((field) => (
              <Button
                key={field}
                size={24}
                className="mono"
                title={canned(field)}
                onClick={() => insert(field)}
              >{`{${field}}`}</Button>
            ))}
          </div>
        </fieldset>
      </div>
      <div className="min-w-0">
        <p className="mb-1 text-kecil font-medium text-text-2">{canned('preview')}</p>
        <div className="min-h-8 whitespace-pre-wrap break-words rounded-[8px_2px_8px_8px] border border-accent-line bg-accent-tint px-3 py-2">
          {fillCanned(text, exampleValues)}
        </div>
      </div>
    </div>
  )
}
