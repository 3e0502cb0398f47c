import type { RuleAction, RuleCondition, RuleDefinition } from '@siaga/cases'
import { Button, Chip, Field, FieldError, Input, Notice, Panel, Select, useTexts } from '@siaga/ui'
import { Plus } from 'lucide-react'
import { useEffect, useState } from 'react'
import { fieldErrors } from '../field-errors.ts'
import { useSettingsAct } from '../use-settings-act.ts'
import { ActionRow } from './action-row.tsx'
import { ConditionRow } from './condition-row.tsx'
import type { action } from './rule.tsx'
import type { Trial } from './rule-actions.server.ts'
import { definitionOf, draftOf, newAction, newCondition, oftens, type Row, whens } from './rule-draft.ts'
import type { RuleOptions } from './rule-options.server.ts'
import { rulesTexts } from './rules.texts.ts'
import { TrialResult } from './trial-result.tsx'

type Edited = {
  /** Null for a new one. */
  id: string | null
  serviceId: string
  name: string
  isActive: boolean
  version: number | null
  definition: RuleDefinition
}

type EditorProps = { rule: Edited; options: RuleOptions; now: number }

/** A rule as a sentence whose parts are chosen. It is tried on past tickets before it may act. */
export function RuleEditor({ rule, options, now }: EditorProps) {
  const t = useTexts(rulesTexts)
  const [draft, setDraft] = useState(() => draftOf(rule.name, rule.definition))
  const [submissionId, setSubmissionId] = useState('')
  useEffect(() => setSubmissionId(crypto.randomUUID()), [])
  const trying = useSettingsAct<typeof action>(`rule-try-${rule.id ?? 'new'}`)
  const saving = useSettingsAct<typeof action>(`rule-save-${rule.id ?? 'new'}`, { done: t('saved') })
  const trial: Trial | null = trying.answer && 'trial' in trying.answer ? trying.answer.trial : null
  const definition = definitionOf(draft)
  const isTried = trial?.definition === JSON.stringify(definition)
  const mayAct = isTried || (rule.isActive && JSON.stringify(definition) === JSON.stringify(rule.definition))
  const refused = saving.refused ?? trying.refused
  const errors = fieldErrors(refused, 'definition')
  const busy = trying.busy || saving.busy

  const send = (intent: 'try' | 'save', isActive = false) => {
    const form = new FormData()
    form.set('intent', intent)
    form.set('serviceId', rule.serviceId)
    form.set('name', draft.name)
    form.set('definition', JSON.stringify(definition))
    form.set('isActive', isActive ? 'yes' : 'no')
    form.set('submissionId', submissionId)
    if (rule.version !== null) form.set('version', String(rule.version))
    ;(intent === 'try' ? trying : saving).fetcher.submit(form, { method: 'post' })
  }
  const setCondition = (key: string, next: Row<RuleCondition> | null) =>
    setDraft((now) => ({
      ...now,
      conditions: now.conditions.flatMap((row) => (row.key === key ? (next ? [{ ...next, key }] : []) : [row])),
    }))
  const setAction = (key: string, next: Row<RuleAction> | null) =>
    setDraft((now) => ({
      ...now,
      actions: now.actions.flatMap((row) => (row.key === key ? (next ? [{ ...next, key }] : []) : [row])),
    }))
  const general = refused && !refused.problem.errors?.length
  const plus = <Plus aria-hidden="true" size={16} strokeWidth={1.75} />
  return (
    <>
      <Panel
        title={t('name')}
        actions={
          rule.id && (
            <Chip glyph={rule.isActive ? 'check' : 'off'} tone={rule.isActive ? 'ok' : 'neutral'}>
              {t(rule.isActive ? 'on' : 'off')}
            </Chip>
          )
        }
      >
        <div className="flex flex-col gap-5">
          {general && <Notice>{refused.problem.detail}</Notice>}
          <Field label={t('name')} hideLabel help={t('nameHelp')} error={errors.name}>
            <Input
              value={draft.name}
              maxLength={120}
              onChange={(event) => {
                const name = event.currentTarget.value
                setDraft((now) => ({ ...now, name }))
              }}
            />
          </Field>
          <Clause word={t('whenWord')}>
            <div className="grid gap-2 min-[720px]:grid-cols-2">
              <Field label={t('whenWord')} hideLabel error={errors.when}>
                <Select
                  value={draft.when}
                  onChange={(event) => {
                    const when = event.currentTarget.value as RuleDefinition['when']
                    setDraft((now) => ({ ...now, when }))
                  }}
                >
                  {whens.map((when) => (
                    <option key={when} value={when}>
                      {t(when)}
                    </option>
                  ))}
                </Select>
              </Field>
              <Field label={t('often')} hideLabel error={errors.often}>
                <Select
                  value={draft.often}
                  onChange={(event) => {
                    const often = event.currentTarget.value as RuleDefinition['often']
                    setDraft((now) => ({ ...now, often }))
                  }}
                >
                  {oftens.map((often) => (
                    <option key={often} value={often}>
                      {t(often)}
                    </option>
                  ))}
                </Select>
              </Field>
            </div>
          </Clause>
          <Clause word={t('ifWord')}>
            {draft.conditions.length === 0 && <p className="py-1.5 text-text-2">{t('always')}</p>}
            {draft.conditions.map((row, index) => (
              <ConditionRow
                key={row.key}
                n={index + 1}
                condition={row.value}
                options={options}
                error={rowError(errors, `conditions.${index}`)}
                onChange={(next) => setCondition(row.key, next && { key: row.key, value: next })}
                onField={(field) => setCondition(row.key, newCondition(field))}
              />
            ))}
            <div>
              <Button
                size={28}
                icon={plus}
                onClick={() => setDraft((now) => ({ ...now, conditions: [...now.conditions, newCondition('text')] }))}
              >
                {t('addCondition')}
              </Button>
            </div>
          </Clause>
          <Clause word={t('thenWord')}>
            {draft.actions.map((row, index) => (
              <ActionRow
                key={row.key}
                n={index + 1}
                action={row.value}
                options={options}
                error={rowError(errors, `actions.${index}`)}
                onChange={(next) => setAction(row.key, next && { key: row.key, value: next })}
                onKind={(kind) => setAction(row.key, newAction(kind))}
              />
            ))}
            {errors.actions && draft.actions.length === 0 && <FieldError>{t('needAction')}</FieldError>}
            <div>
              <Button
                size={28}
                icon={plus}
                onClick={() => setDraft((now) => ({ ...now, actions: [...now.actions, newAction('reply')] }))}
              >
                {t('addAction')}
              </Button>
            </div>
          </Clause>
        </div>
      </Panel>
      <TrialResult trial={trial} isOld={trial !== null && !isTried} now={now} />
      <div className="sticky bottom-0 -mx-1 flex flex-wrap items-center gap-2 border-t border-line-2 bg-bg px-1 py-3">
        <Button variant={mayAct ? 'outlined' : 'filled'} disabled={busy} onClick={() => send('try')}>
          {t('tryFirst')}
        </Button>
        {mayAct && (
          <Button variant="filled" disabled={busy} onClick={() => send('save', true)}>
            {t(rule.isActive ? 'save' : 'saveOn')}
          </Button>
        )}
        <Button disabled={busy} onClick={() => send('save', false)}>
          {t('saveOff')}
        </Button>
        <span className="text-kecil text-text-2">{t('tryFirstHelp')}</span>
      </div>
    </>
  )
}

/** The first thing that is wrong with a row, wherever in it. */
const rowError = (errors: Record<string, string>, prefix: string) =>
  Object.entries(errors).find(([path]) => path === prefix || path.startsWith(`${prefix}.`))?.[1]

function Clause({ word, children }: { word: string; children: React.ReactNode }) {
  return (
    <fieldset className="grid min-w-0 grid-cols-[56px_minmax(0,1fr)] gap-x-3">
      <legend className="sr-only">{word}</legend>
      <span aria-hidden="true" className="pt-1.5 text-judul-3 font-semibold">
        {word}
      </span>
      <div className="flex min-w-0 flex-col gap-2">{children}</div>
    </fieldset>
  )
}
