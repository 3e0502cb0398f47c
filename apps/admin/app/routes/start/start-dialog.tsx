import { useNavigate } from '@remix-run/react'
import {
  Button,
  Dialog,
  EmptyState,
  Field,
  FieldError,
  Input,
  Select,
  Skeleton,
  Textarea,
  useLocale,
  useTexts,
  useToast,
} from '@siaga/ui'
import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { fieldErrors } from '../settings/field-errors.ts'
import { useTenantHere } from '../tenant/use-tenant.ts'
import { startTexts } from './start.texts.ts'

type Template = {
  id: string
  name: string
  language: string
  pieces: (string | number)[]
  variables: { label: string; example: string | null }[]
}

type Place = {
  channelId: string
  channelKind: string
  address: string
  serviceName: string
  by: 'mail' | 'phone'
  subject: boolean
  formLink: string | null
  templates: Template[] | null
}

type Refused = { problem: { detail: string; errors?: { path: string; detail: string }[] } }

/** Whom to write to, when somebody comes from a citizen's page. */
export type StartWith = { address?: string; name?: string | null; by?: 'mail' | 'phone' }

type DialogProps = { onClose(): void; start?: StartWith }

/** Writes to a citizen first. What is typed stays until it has been taken. */
export function StartDialog({ onClose, start = {} }: DialogProps) {
  const t = useTexts(startTexts)
  const { tenant } = useTenantHere()
  const form = useId()
  const [places, setPlaces] = useState<Place[] | null>(null)
  const [busy, setBusy] = useState(false)
  const address = `/t/${tenant.slug}/start`
  useEffect(() => {
    let stopped = false
    fetch(address, { headers: { accept: 'application/json' } })
      .then((answer) => (answer.ok ? answer.json() : { places: [] }))
      .catch(() => ({ places: [] }))
      .then((answer: { places: Place[] }) => {
        if (stopped) return
        const wanted = (p: Place) => Number(start.by !== undefined && p.by !== start.by)
        setPlaces([...answer.places].sort((a, b) => wanted(a) - wanted(b)))
      })
    return () => {
      stopped = true
    }
  }, [address, start.by])
  const some = places !== null && places.length > 0
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      width={560}
      title={t('title')}
      description={t('counts')}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          {some && (
            <Button type="submit" form={form} variant="filled" kbd="Ctrl ↵" disabled={busy}>
              {t('send')}
            </Button>
          )}
        </>
      }
    >
      {places === null && <Skeleton className="h-40" />}
      {places !== null && !some && <EmptyState title={t('nowhere')}>{t('nowhereText')}</EmptyState>}
      {some && (
        <StartForm id={form} address={address} places={places} start={start} setBusy={setBusy} onClose={onClose} />
      )}
    </Dialog>
  )
}

type FormProps = {
  id: string
  address: string
  places: Place[]
  start: StartWith
  setBusy(busy: boolean): void
  onClose(): void
}

function StartForm({ id, address, places, start, setBusy, onClose }: FormProps) {
  const t = useTexts(startTexts)
  const toast = useToast()
  const navigate = useNavigate()
  const { tenant, channels } = useTenantHere()
  const [channelId, setChannelId] = useState(places[0]?.channelId ?? '')
  const [refused, setRefused] = useState<Refused | null>(null)
  const submission = useRef(crypto.getRandomValues(new Uint32Array(4)).join('-'))
  const place = places.find((p) => p.channelId === channelId) ?? (places[0] as Place)
  const errors = fieldErrors(refused)
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const body = new FormData(event.currentTarget)
    body.set('submissionId', submission.current)
    setBusy(true)
    try {
      const answer = await fetch(address, { method: 'POST', body, headers: { accept: 'application/json' } })
      const said = await answer.json()
      if (!answer.ok) {
        // What is corrected is another message.
        submission.current = crypto.getRandomValues(new Uint32Array(4)).join('-')
        return setRefused(said)
      }
      toast.show({ message: t('started', { number: said.number }) })
      onClose()
      navigate(`/t/${tenant.slug}/inbox/${said.caseId}`)
    } catch {
      setRefused({ problem: { detail: t('offline') } })
    } finally {
      setBusy(false)
    }
  }
  const placed = new Set(['address', 'name', 'subject', 'text'])
  const general = refused && !refused.problem.errors?.some(({ path }) => placed.has(path))
  return (
    <form
      id={id}
      onSubmit={send}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit()
      }}
      className="flex flex-col gap-3"
    >
      {general && <FieldError>{refused.problem.errors?.[0]?.detail ?? refused.problem.detail}</FieldError>}
      <Field label={t('from')}>
        <Select name="channelId" value={channelId} onChange={(event) => setChannelId(event.currentTarget.value)}>
          {places.map((p) => (
            <option key={p.channelId} value={p.channelId}>
              {`${channels[p.channelKind]?.name ?? p.channelKind}, ${p.serviceName} (${p.address})`}
            </option>
          ))}
        </Select>
      </Field>
      <div className="grid gap-3 min-[600px]:grid-cols-2">
        <Field
          label={t(place.by === 'mail' ? 'mailAddress' : 'phoneNumber')}
          help={t(place.by === 'mail' ? 'mailExample' : 'phoneExample')}
          error={errors.address}
        >
          <Input
            name="address"
            type={place.by === 'mail' ? 'email' : 'tel'}
            required
            defaultValue={start.address}
            autoComplete="off"
          />
        </Field>
        <Field label={t('name')} optional error={errors.name}>
          <Input name="name" maxLength={120} defaultValue={start.name ?? ''} autoComplete="off" />
        </Field>
      </div>
      {place.templates ? <TemplateFields templates={place.templates} /> : <TextFields place={place} errors={errors} />}
    </form>
  )
}

function TextFields({ place, errors }: { place: Place; errors: Record<string, string> }) {
  const t = useTexts(startTexts)
  const [text, setText] = useState('')
  const { formLink } = place
  return (
    <>
      {place.subject && (
        <Field label={t('subject')} error={errors.subject}>
          <Input name="subject" maxLength={200} required autoComplete="off" />
        </Field>
      )}
      <Field label={t('text')} error={errors.text}>
        <Textarea
          name="text"
          rows={6}
          required
          maxLength={20_000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </Field>
      {formLink && (
        <div>
          <Button
            size={28}
            onClick={() => setText([text.trimEnd(), t('formText', { link: formLink })].filter(Boolean).join('\n\n'))}
          >
            {t('insertForm')}
          </Button>
        </div>
      )}
    </>
  )
}

function TemplateFields({ templates }: { templates: Template[] }) {
  const t = useTexts(startTexts)
  const locale = useLocale()
  const ordered = [...templates].sort(
    (a, b) => Number(b.language.startsWith(locale)) - Number(a.language.startsWith(locale)),
  )
  const [id, setId] = useState(ordered[0]?.id ?? '')
  const [values, setValues] = useState<Record<string, string>>({})
  const template = ordered.find((each) => each.id === id)
  if (!template) return <EmptyState title={t('noTemplates')} />
  const value = (index: number) => values[`${id}/${index}`] ?? ''
  return (
    <>
      <Field label={t('template')}>
        <Select name="templateId" value={id} onChange={(event) => setId(event.currentTarget.value)}>
          {ordered.map(({ id: each, name, language }) => (
            <option key={each} value={each}>{`${name} (${language})`}</option>
          ))}
        </Select>
      </Field>
      {template.variables.map(({ label, example }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a blank is known by its place
        <Field key={`${id}/${index}`} label={label} help={example ?? undefined}>
          <Input
            name="variable"
            required
            value={value(index)}
            onChange={(event) => setValues({ ...values, [`${id}/${index}`]: event.currentTarget.value })}
          />
        </Field>
      ))}
      <div>
        <p className="mb-1 text-kecil font-medium text-text-2">{t('preview')}</p>
        <div className="rounded-[8px_2px_8px_8px] border border-accent-line bg-accent-tint px-3 py-2 whitespace-pre-wrap break-words">
          {template.pieces
            .map((piece) =>
              typeof piece === 'number' ? value(piece) || `[${template.variables[piece]?.label ?? piece + 1}]` : piece,
            )
            .join('')}
        </div>
      </div>
    </>
  )
}
