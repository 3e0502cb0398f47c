import { useFetcher } from '@remix-run/react'
import {
  Button,
  Dialog,
  Field,
  FieldError,
  FieldGroup,
  Input,
  NumberedChoice,
  Segmented,
  Select,
  Textarea,
  TextLink,
  useKeys,
  useTexts,
  useTimeZone,
  useToast,
  zoneName,
} from '@siaga/ui'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { settleTexts } from '../case/settle.texts.ts'
import { instantOf, wallOf } from '../case/zoned-time.ts'
import { useTenantHere } from '../tenant/use-tenant.ts'
import { logTexts } from './log.texts.ts'
import type { LogAnswer, LogOptions } from './log.ts'
import { CaseChoice } from './log-case.tsx'
import { LogCitizen } from './log-citizen.tsx'
import { emptyForm, isWritten, type LogForm, targetOf } from './log-form.ts'

const serviceKey = 'siaga-log-service'
const otherClasses = ['information', 'prank', 'ghost', 'abandoned', 'test'] as const

/** The kinds that are logged by hand, in the order of the registry. */
function useKinds() {
  const { channels } = useTenantHere()
  return Object.entries(channels).flatMap(([kind, look]) => (look.manual ? [{ kind, ...look }] : []))
}

/** What is being written outlives the dialog, until it is logged or cleared. */
function useLogForm() {
  const { services } = useTenantHere()
  const first = useKinds()[0]?.kind ?? ''
  const [form, setForm] = useState<LogForm | null>(null)
  const kept = () => ({ kind: first, serviceId: lastService(services.map(({ id }) => id)) })
  return {
    form: form ?? null,
    begin: () => setForm((now) => now ?? emptyForm(kept())),
    change: (part: Partial<LogForm>) => setForm((now) => now && { ...now, ...part }),
    clear: () => setForm((now) => now && emptyForm({ kind: now.kind, serviceId: now.serviceId })),
  }
}

function lastService(ids: string[]): string {
  const last = localStorage.getItem(serviceKey)
  return last && ids.includes(last) ? last : (ids[0] ?? '')
}

/** "Catat kontak": a call, a visit or a letter in seconds. */
export function LogDialog({ open, onClose }: { open: boolean; onClose(): void }) {
  const { form, begin, change, clear } = useLogForm()
  // biome-ignore lint/correctness/useExhaustiveDependencies: it begins when it is opened
  useEffect(() => {
    if (open) begin()
  }, [open])
  if (!open || !form) return null
  return <OpenDialog form={form} change={change} clear={clear} onClose={onClose} />
}

type OpenProps = { form: LogForm; change(part: Partial<LogForm>): void; clear(): void; onClose(): void }

function OpenDialog({ form, change, clear, onClose }: OpenProps) {
  const t = useTexts(logTexts)
  const zone = useTimeZone()
  const { tenant } = useTenantHere()
  const kinds = useKinds()
  const spoken = kinds.find(({ kind }) => kind === form.kind)?.manual === 'spoken'
  const options = useFetcher<LogOptions>()
  const { load } = options
  useEffect(() => {
    load(`/t/${tenant.slug}/log`)
  }, [load, tenant.slug])
  const services = options.data?.services ?? []
  const service = services.find(({ id }) => id === form.serviceId)
  const target = targetOf(form, spoken)
  const { send, busy, errorOf, problem } = useSend(form, { spoken, target, clear, onClose })
  useKeys({ 'ctrl+enter': send }, { inDialog: true })
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    send()
  }
  return (
    <Dialog
      open
      onOpenChange={(to) => !to && onClose()}
      width={680}
      title={t('title')}
      actions={
        <>
          {isWritten(form) && (
            <Button variant="quiet" className="mr-auto" onClick={clear}>
              {t('clear')}
            </Button>
          )}
          <Button kbd="Esc" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button variant="filled" kbd="Ctrl ↵" aria-disabled={busy || undefined} onClick={send}>
            {t('save')}
          </Button>
        </>
      }
    >
      <form onSubmit={onSubmit} className="flex flex-col gap-4">
        {problem && <FieldError>{problem}</FieldError>}
        <div className="flex flex-wrap items-end gap-x-6 gap-y-3">
          <FieldGroup label={t('kind')} error={errorOf('kind')}>
            <Segmented
              name="kind"
              label={t('kind')}
              value={form.kind}
              onValueChange={(kind) => change({ kind })}
              options={kinds.map(({ kind, name }) => ({ value: kind, label: name }))}
            />
          </FieldGroup>
          <When form={form} zone={zone} error={errorOf('receivedAt')} change={change} />
        </div>
        {services.length > 1 && (
          <Field label={t('service')} error={errorOf('serviceId')}>
            <Select
              value={form.serviceId}
              onChange={(event) => change({ serviceId: event.currentTarget.value, category: '', target: null })}
            >
              {services.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
        )}
        <LogCitizen form={form} change={change} errorOf={errorOf} />
        {spoken ? (
          <FieldGroup label={t('class')} error={errorOf('class')}>
            <ClassChoice form={form} normalClass={service?.normalClass ?? ''} change={change} />
          </FieldGroup>
        ) : (
          <Field label={t('subject')} optional error={errorOf('subject')}>
            <Input
              value={form.subject}
              maxLength={200}
              onChange={(event) => change({ subject: event.currentTarget.value })}
            />
          </Field>
        )}
        <Field label={t(spoken ? 'text' : 'textLetter')} optional={target === 'none'} error={errorOf('text')}>
          <Textarea
            rows={4}
            value={form.text}
            maxLength={20_000}
            onChange={(event) => change({ text: event.currentTarget.value })}
          />
        </Field>
        <div className="grid grid-cols-1 gap-4 min-[560px]:grid-cols-2">
          <CaseChoice form={form} target={target} spoken={spoken} change={change} error={errorOf('case')} />
          <Field label={t('category')} optional error={errorOf('category')}>
            <Select value={form.category} onChange={(event) => change({ category: event.currentTarget.value })}>
              <option value="">{t('noCategory')}</option>
              {service?.categories.map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
        </div>
      </form>
    </Dialog>
  )
}

type Sending = { spoken: boolean; target: string; clear(): void; onClose(): void }

function useSend(form: LogForm, { spoken, target, clear, onClose }: Sending) {
  const t = useTexts(logTexts)
  const toast = useToast()
  const zone = useTimeZone()
  const { tenant } = useTenantHere()
  const fetcher = useFetcher<LogAnswer>()
  const seen = useRef(fetcher.data)
  const latest = useRef({ clear, onClose })
  latest.current = { clear, onClose }
  const { data: answer, state, submit } = fetcher
  useEffect(() => {
    if (!answer || state !== 'idle' || answer === seen.current) return
    seen.current = answer
    if (!answer.ok) return
    const { caseId, number } = answer.logged
    toast.show({
      message:
        caseId && number ? (
          <TextLink to={`/t/${tenant.slug}/inbox/${caseId}`}>{t('savedCase', { number })}</TextLink>
        ) : (
          t('saved')
        ),
    })
    latest.current.clear()
    latest.current.onClose()
  }, [answer, state, toast, t, tenant.slug])
  const busy = state !== 'idle'
  const send = () => {
    if (busy) return
    localStorage.setItem(serviceKey, form.serviceId)
    const { known } = form
    const fields: Record<string, string> = {
      submissionId: form.submissionId,
      kind: form.kind,
      serviceId: form.serviceId,
      class: spoken ? form.class : 'normal',
      category: form.category,
      subject: spoken ? '' : form.subject,
      text: form.text,
      case: target,
      ...(known ? { identityId: known.identities[0]?.id ?? '' } : { name: form.name, phone: form.phone }),
      ...(form.at && { receivedAt: new Date(instantOf(form.at, zone)).toISOString() }),
    }
    submit(fields, { method: 'post', action: `/t/${tenant.slug}/log` })
  }
  const refused = answer && !answer.ok && !busy ? answer.problem : null
  return {
    send,
    busy,
    /** What is wrong with no field of the form. */
    problem: refused && !refused.errors?.length ? refused.detail : null,
    errorOf: (path: string) => refused?.errors?.find((e) => e.path === path)?.detail,
  }
}

type PartProps = { form: LogForm; change(part: Partial<LogForm>): void }

function When({ form, zone, error, change }: PartProps & { zone: string; error: string | undefined }) {
  const t = useTexts(logTexts)
  return (
    <div className="flex flex-wrap items-end gap-3">
      <FieldGroup label={t('when')}>
        <Segmented
          name="when"
          label={t('when')}
          value={form.at ? 'earlier' : 'now'}
          onValueChange={(value) => change({ at: value === 'now' ? '' : wallOf(Date.now(), zone) })}
          options={[
            { value: 'now', label: t('now') },
            { value: 'earlier', label: t('earlier') },
          ]}
        />
      </FieldGroup>
      {form.at && (
        <Field label={t('whenAt', { zone: zoneName(zone) })} error={error}>
          <Input
            type="datetime-local"
            value={form.at}
            max={wallOf(Date.now(), zone)}
            onChange={(event) => event.currentTarget.value && change({ at: event.currentTarget.value })}
          />
        </Field>
      )}
    </div>
  )
}

function ClassChoice({ form, normalClass, change }: PartProps & { normalClass: string }) {
  const t = useTexts(logTexts)
  const classes = useTexts(settleTexts)
  const values = ['normal', ...otherClasses] as const
  const byNumber = Object.fromEntries(values.map((value, index) => [String(index + 1), () => change({ class: value })]))
  useKeys(byNumber, { inDialog: true })
  return (
    <NumberedChoice
      name="class"
      label={t('class')}
      value={form.class}
      onValueChange={(value) => change({ class: value })}
      options={values.map((value, index) => ({
        value,
        label: value === 'normal' ? normalClass : classes(value),
        keys: String(index + 1),
      }))}
    />
  )
}
