import { Form, useLocation, useNavigation } from '@remix-run/react'
import { Button, useTexts } from '@siaga/ui'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { ProblemSummary } from '../../parts/problem-summary.tsx'
import { useDraft } from '../../parts/use-draft.ts'
import { useHydrated } from '../../parts/use-hydrated.ts'
import type { ShownField } from '../../server/intake-form.server.ts'
import { fieldId } from './field-id.ts'
import { useFileProblem } from './file-problem.ts'
import { formTexts } from './form.texts.ts'
import { IntakeInput } from './intake-input.tsx'
import type { FormAnswer } from './route.tsx'

export type IntakeFormProps = {
  fields: ShownField[]
  submissionId: string
  draftKey: string
  answer: FormAnswer | undefined
}

/** A service's form. Everything works without scripts; with them, typing is kept and files are looked at before they leave. */
export function IntakeForm({ fields, submissionId, draftKey, answer }: IntakeFormProps) {
  const t = useTexts(formTexts)
  const hydrated = useHydrated()
  const { pathname } = useLocation()
  const navigation = useNavigation()
  const form = useRef<HTMLFormElement>(null)
  // A page that came back from a post has lost its files; one that sent by script still has them.
  const [reloaded] = useState(answer !== undefined)
  const fileProblem = useFileProblem(form)
  const sending = navigation.formAction?.startsWith(pathname) ?? false
  const [firstId] = useState(submissionId)
  const [round, setRound] = useState(0)
  const submitted = useRef(false)
  // By then the address is that of the ticket.
  const taken = () => submitted.current && window.location.pathname.startsWith('/ticket/')
  const draft = useDraft(form, { key: draftKey, fresh: answer === undefined, taken })
  const problems = answer?.problems
  const errorOf = (key: string) =>
    fileProblem.problems.find((p) => p.path === key)?.text ?? problems?.fields.find((p) => p.path === key)?.text
  const wrong = [...fileProblem.problems, ...(problems?.fields ?? [])]
  const firstWrong = fields.find((field) => wrong.some((p) => p.path === field.key))?.key

  useEffect(() => {
    if (!problems) return
    const first = form.current?.querySelector<HTMLElement>(
      '[aria-invalid="true"], [data-wrong] input, [data-wrong] select',
    )
    const target = first ?? document.getElementById('problems')
    target?.focus()
  }, [problems])

  const empty = () => {
    draft.forget()
    setRound(round + 1)
    document.getElementById('isi')?.focus()
  }

  const check = (event: FormEvent) => {
    submitted.current = fileProblem.check()
    if (!submitted.current) event.preventDefault()
  }

  return (
    <Form
      key={round}
      ref={form}
      method="post"
      action={pathname}
      encType="multipart/form-data"
      noValidate
      onSubmit={check}
      className="flex flex-col gap-5"
    >
      {/* Enter in a field presses the first button of a form; it must not be one that chooses a region. */}
      <button type="submit" tabIndex={-1} aria-hidden="true" className="sr-only" />
      <input type="hidden" name="_submission" value={answer?.submissionId || firstId} />
      {problems && (
        <ProblemSummary
          title={problems.fields.length > 0 ? t('problems', { count: problems.fields.length }) : t('notSent')}
          text={problems.fields.length > 0 ? null : problems.summary}
          items={problems.fields.map((p) => {
            const field = fields.find((f) => f.key === p.path)
            return {
              href: field ? `#${fieldId(field.key)}` : null,
              label: field?.label ?? t('unknownField', { name: p.path }),
              text: p.text,
            }
          })}
          requestId={problems.status >= 500 ? problems.requestId : null}
        >
          {problems.status === 413 && reloaded && Object.keys(answer?.values ?? {}).length === 0 && (
            <p>{t('lostTyping')}</p>
          )}
        </ProblemSummary>
      )}
      {draft.restored && (
        <div
          role="status"
          className="flex flex-wrap items-center gap-x-3 rounded-[8px] border border-accent-line bg-accent-tint px-4 py-1"
        >
          <span className="grow py-2">{t('kept')}</span>
          <Button variant="quiet" onClick={empty}>
            {t('empty')}
          </Button>
        </div>
      )}
      {fields.map((field) => (
        <IntakeInput
          key={field.key}
          field={field}
          value={answer?.values[field.key] ?? ''}
          steps={answer?.steps[field.key] ?? field.steps}
          draft={draft.values?.[field.key]}
          error={errorOf(field.key)}
          autoFocus={reloaded && field.key === firstWrong}
          hint={field.kind === 'file' && reloaded && (answer?.files ?? 0) > 0 ? t('filesAgain') : undefined}
          onFilesChange={fileProblem.check}
        />
      ))}
      <div aria-hidden="true" className="absolute -left-[9999px] size-px overflow-hidden">
        <label>
          {t('trap')}
          <input type="text" name="_website" tabIndex={-1} autoComplete="off" />
        </label>
      </div>
      <p className="text-text-2">{t('after')}</p>
      <Button type="submit" variant="filled" className="w-full" aria-disabled={(hydrated && sending) || undefined}>
        {sending ? t('sending') : t('send')}
      </Button>
    </Form>
  )
}
