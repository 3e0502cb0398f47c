import { useFetcher } from '@remix-run/react'
import {
  Button,
  Dialog,
  EmptyState,
  Field,
  FieldError,
  FileInput,
  Input,
  Select,
  useAnnounce,
  useLocale,
  useTexts,
} from '@siaga/ui'
import { Paperclip } from 'lucide-react'
import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { newSubmissionId } from '../../components/submission-id.ts'
import { useTenantHere } from '../tenant/use-tenant.ts'
import type { CaseView } from './case-view.server.ts'
import { templateTexts } from './template.texts.ts'
import { useCaseAct } from './use-case-act.ts'
import { useUpload } from './use-upload.ts'

type TemplateFile = { kind: 'image' | 'video' | 'document'; mediaTypes: string[] }

type Template = {
  id: string
  channelId: string
  name: string
  language: string
  unusable: string | null
  variables: { part: 'header' | 'body' | 'button'; label: string; example: string | null }[]
  /** What stands above the text; each sending brings its own. */
  file: TemplateFile | null
  pieces: (string | number)[]
  buttons: string[]
}

type Props = { view: CaseView; open: boolean; onOpenChange(open: boolean): void }

/** Chooses an approved template, fills its blanks, and shows what the citizen will read before it is sent. */
export function TemplatePicker({ view, open, onOpenChange }: Props) {
  const t = useTexts(templateTexts)
  const { tenant } = useTenantHere()
  const list = useFetcher<{ templates: Template[] }>({ key: `templates-${view.id}` })
  const asked = useRef(false)
  useEffect(() => {
    if (open && !asked.current) list.load(`/t/${tenant.slug}/cases/${view.id}/templates`)
    asked.current = open
  }, [open, list, tenant.slug, view.id])
  const found = list.data?.templates
  const usable = found?.filter(({ unusable }) => unusable === null) ?? []
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('title', { name: view.citizen.name ?? t('citizen') })}
      width={520}
    >
      {!found && list.state !== 'idle' && (
        <p role="status" className="text-text-2">
          {t('loading')}
        </p>
      )}
      {!found && list.state === 'idle' && <FieldError>{t('failed')}</FieldError>}
      {found && usable.length === 0 && <EmptyState title={t('none')} />}
      {found && usable.length > 0 && <TemplateForm view={view} templates={found} onClose={() => onOpenChange(false)} />}
    </Dialog>
  )
}

/** The heading and the text count their blanks each from 1. */
const variableNames = { header: 'variableOfTitle', body: 'variable', button: 'variableOf' } as const

/** Those of the reader's language first, then by name; what cannot be sent stands last. */
function inOrder(templates: readonly Template[], locale: string): Template[] {
  const rank = (one: Template) => (one.unusable ? 2 : one.language.startsWith(locale) ? 0 : 1)
  return [...templates].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name))
}

function TemplateForm({ view, templates, onClose }: { view: CaseView; templates: Template[]; onClose(): void }) {
  const t = useTexts(templateTexts)
  const announce = useAnnounce()
  // Citizens are answered in Indonesian unless they asked for another language.
  const ordered = inOrder(templates, view.standing?.language ?? 'id')
  const [id, setId] = useState(ordered[0]?.id ?? '')
  const [values, setValues] = useState<Record<string, string>>({})
  const [problem, setProblem] = useState<string | null>(null)
  const [errors, setErrors] = useState<Record<string, string>>({})
  const submission = useRef(newSubmissionId())
  const suggestions = useId()
  const { tenant } = useTenantHere()
  const [file, setFile] = useState<{ fileId: string; name: string; url: string } | null>(null)
  const chosen = useRef<File | null>(null)
  const upload = useUpload(`/t/${tenant.slug}/cases/${view.id}/files`, ({ fileId, name }) =>
    setFile({ fileId, name, url: chosen.current ? URL.createObjectURL(chosen.current) : '' }),
  )
  const uploading = upload.uploads.length > 0
  useEffect(() => () => URL.revokeObjectURL(file?.url ?? ''), [file])
  const template = ordered.find((one) => one.id === id)
  // The list comes after the dialog has opened, and given the focus to its frame.
  const first = useRef<HTMLSelectElement>(null)
  useEffect(() => first.current?.focus(), [])
  const { act, busy } = useCaseAct(view, 'template', {
    onDone() {
      announce(t('sent'))
      onClose()
    },
    onRefused({ problem: refused }) {
      setErrors(Object.fromEntries((refused.errors ?? []).map(({ path, detail }) => [path, detail])))
      setProblem(refused.errors?.length ? null : refused.detail)
    },
  })
  const value = (index: number) => values[`${id}/${index}`] ?? ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!template || busy) return
    if (uploading) return setProblem(t('uploadFirst'))
    const form = new FormData()
    form.set('templateId', template.id)
    form.set('channelId', template.channelId)
    form.set('submissionId', submission.current)
    template.variables.forEach((_, index) => {
      form.append('variable', value(index))
    })
    if (template.file && file) form.set('fileId', file.fileId)
    act('template', form)
  }
  const known = [...new Set(Object.values(view.canned).filter((word): word is string => Boolean(word)))]
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <Field label={t('template')}>
        <Select
          ref={first}
          value={id}
          onChange={(event) => {
            setId(event.currentTarget.value)
            setErrors({})
            setProblem(null)
            submission.current = newSubmissionId()
            setFile(null)
          }}
        >
          {ordered.map((one) => {
            const name = `${one.name} (${one.language})`
            return (
              <option key={one.id} value={one.id} disabled={one.unusable !== null}>
                {one.unusable ? t('unusable', { name }) : name}
              </option>
            )
          })}
        </Select>
      </Field>
      <datalist id={suggestions}>
        {known.map((word) => (
          <option key={word} value={word} />
        ))}
      </datalist>
      {template?.variables.map(({ part, label, example }, index) => (
        <Field
          // biome-ignore lint/suspicious/noArrayIndexKey: a blank is known by its place
          key={`${id}/${index}`}
          label={t(variableNames[part], { label })}
          help={example ? t('example', { example }) : undefined}
          error={errors[`variables.${index}`]}
        >
          <Input
            list={suggestions}
            value={value(index)}
            maxLength={1024}
            onChange={(event) => {
              setValues({ ...values, [`${id}/${index}`]: event.currentTarget.value })
              setErrors({})
              submission.current = newSubmissionId()
            }}
          />
        </Field>
      ))}
      {template?.file && (
        <Field
          key={`${id}/file`}
          label={t(template.file.kind)}
          help={uploading ? t('uploading') : t(`${template.file.kind}Help`)}
          error={errors.fileId ?? upload.problem ?? undefined}
        >
          <FileInput
            accept={template.file.mediaTypes.join(',')}
            onChange={(event) => {
              const [given] = Array.from(event.currentTarget.files ?? [])
              setFile(null)
              setErrors({})
              submission.current = newSubmissionId()
              if (!given) return
              chosen.current = given
              upload.upload([{ file: given, name: given.name }])
            }}
          />
        </Field>
      )}
      {template && <Preview template={template} value={value} file={template.file ? file : null} />}
      {problem && (
        <div role="alert">
          <FieldError>{problem}</FieldError>
        </div>
      )}
      <div className="flex justify-end gap-2">
        <Button kbd="Esc" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button type="submit" variant="filled" aria-disabled={busy || undefined}>
          {t('send')}
        </Button>
      </div>
    </form>
  )
}

type PreviewProps = { template: Template; value(index: number): string; file: { name: string; url: string } | null }

function Preview({ template, value, file }: PreviewProps) {
  const t = useTexts(templateTexts)
  const locale = useLocale()
  return (
    <section aria-label={t('preview')} lang={template.language.slice(0, 2) || locale}>
      <h3 className="mb-1 text-kecil font-medium text-text-2">{t('preview')}</h3>
      <div className="rounded-[8px_2px_8px_8px] border border-accent-line bg-accent-tint px-3 py-2">
        {template.file && (
          <p className="mb-1.5 flex items-center gap-1.5 text-kecil text-text-2">
            {template.file.kind === 'image' && file?.url ? (
              <img src={file.url} alt={file.name} className="max-h-32 max-w-full rounded-[3px] object-contain" />
            ) : (
              <>
                <Paperclip aria-hidden="true" size={14} strokeWidth={1.75} className="shrink-0" />
                <span className="break-all">{file?.name ?? t(template.file.kind)}</span>
              </>
            )}
          </p>
        )}
        <p className="whitespace-pre-wrap break-words">
          {template.pieces.map((piece, at) =>
            typeof piece === 'string' ? (
              piece
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text have no other name
              <mark key={at} className={value(piece) ? 'bg-transparent font-medium text-text' : 'bg-mark text-text'}>
                {value(piece) || `{${template.variables[piece]?.label ?? piece + 1}}`}
              </mark>
            ),
          )}
        </p>
        {template.buttons.length > 0 && (
          <ul className="mt-2 flex flex-wrap gap-1.5">
            {template.buttons.map((label) => (
              <li key={label} className="rounded-[12px] border border-ctl bg-surface px-2.5 text-kecil">
                {label}
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  )
}
