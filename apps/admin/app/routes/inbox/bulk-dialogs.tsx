import { Button, Dialog, Field, FieldGroup, Input, NumberedChoice, useKeys, useTexts } from '@siaga/ui'
import { type FormEvent, useId, useState } from 'react'
import { settleTexts } from '../case/settle.texts.ts'
import { bulkTexts } from './bulk.texts.ts'
import type { InboxItem } from './list-rows.server.ts'
import type { Options } from './use-options.ts'

type Outcome = { code: string; name: string }

/** Outcomes that every service of these tickets has. */
function outcomesOf(items: readonly InboxItem[], options: Options | null): Outcome[] {
  const ids = new Set(items.map((item) => item.serviceId))
  const services = (options?.services ?? []).filter(({ id }) => ids.has(id))
  const [first, ...others] = services
  return (first?.outcomes ?? []).filter(({ code }) => others.every((s) => s.outcomes.some((o) => o.code === code)))
}

const classes = ['information', 'prank', 'ghost', 'abandoned', 'test'] as const

type CloseProps = {
  items: readonly InboxItem[]
  options: Options | null
  onClose(): void
  onSettle(outcome: string, group: string): void
}

/** One outcome and one class for all. */
export function BulkClose({ items, options, onClose, onSettle }: CloseProps) {
  const t = useTexts(bulkTexts)
  const settle = useTexts(settleTexts)
  const [outcome, setOutcome] = useState<string | null>(null)
  const [group, setGroup] = useState('normal')
  const [missing, setMissing] = useState(false)
  const outcomes = outcomesOf(items, options)
  const normal = options?.services.find(({ id }) => id === items[0]?.serviceId)?.normalClass ?? ''
  const send = () => {
    if (outcome) onSettle(outcome, group)
    else setMissing(true)
  }
  const byNumber = outcomes.slice(0, 9).map(({ code }, index) => [String(index + 1), () => setOutcome(code)] as const)
  useKeys({ ...Object.fromEntries(byNumber), 'ctrl+enter': send }, { inDialog: true })
  const none = options !== null && outcomes.length === 0
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      width={520}
      title={t('closeTitle', { count: items.length })}
      description={none ? t('noOutcome') : t('closeText')}
      actions={
        <>
          <Button kbd="Esc" onClick={onClose}>
            {t('cancel')}
          </Button>
          {!none && (
            <Button variant="filled" kbd="Ctrl ↵" onClick={send}>
              {t('close')}
            </Button>
          )}
        </>
      }
    >
      {!none && (
        <div className="flex flex-col gap-4">
          <FieldGroup label={t('outcome')} error={missing && !outcome && t('outcomeMissing')}>
            <NumberedChoice
              name="bulk-outcome"
              label={t('outcome')}
              value={outcome ?? ''}
              onValueChange={setOutcome}
              options={outcomes.map(({ code, name }, index) => ({
                value: code,
                label: name,
                ...(index < 9 && { keys: String(index + 1) }),
              }))}
            />
          </FieldGroup>
          <FieldGroup label={settle('class')} help={settle('classHelp')}>
            <NumberedChoice
              name="bulk-class"
              label={settle('class')}
              value={group}
              onValueChange={setGroup}
              options={[
                { value: 'normal', label: normal },
                ...classes.map((value) => ({ value, label: settle(value) })),
              ]}
            />
          </FieldGroup>
        </div>
      )}
    </Dialog>
  )
}

type TagProps = { count: number; options: Options | null; onClose(): void; onTag(names: string[]): void }

/** Tags by name; known ones are proposed as one types. */
export function BulkTag({ count, options, onClose, onTag }: TagProps) {
  const t = useTexts(bulkTexts)
  const [value, setValue] = useState('')
  const [missing, setMissing] = useState(false)
  const id = useId()
  const send = (event: FormEvent) => {
    event.preventDefault()
    const names = value
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean)
    if (names.length > 0) onTag(names)
    else setMissing(true)
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('tagTitle', { count })}
      actions={
        <>
          <Button kbd="Esc" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button variant="filled" kbd="↵" type="submit" form={`${id}-form`}>
            {t('tag')}
          </Button>
        </>
      }
    >
      <form id={`${id}-form`} onSubmit={send}>
        <Field label={t('tagName')} help={t('tagHelp')} error={missing && t('tagMissing')}>
          <Input
            value={value}
            maxLength={200}
            autoComplete="off"
            list={`${id}-tags`}
            onChange={(event) => setValue(event.currentTarget.value)}
          />
        </Field>
        <datalist id={`${id}-tags`}>
          {(options?.tags ?? []).map(({ id: tagId, name }) => (
            <option key={tagId} value={name} />
          ))}
        </datalist>
      </form>
    </Dialog>
  )
}
