import { Form, Link, useLocation, useNavigation } from '@remix-run/react'
import { Button, EmptyState, Field, Textarea, useTexts } from '@siaga/ui'
import { forwardRef, useEffect, useRef, useState } from 'react'
import { FilesInput } from '../../parts/files-input.tsx'
import { ProblemSummary } from '../../parts/problem-summary.tsx'
import { useDraft } from '../../parts/use-draft.ts'
import type { OpenTicket, ReplyAnswer } from './route.tsx'
import { ticketTexts } from './ticket.texts.ts'

export type ReplyFormProps = {
  ticket: OpenTicket
  tenantSlug: string
  submissionId: string
  answer: ReplyAnswer | undefined
  reopenDays: number
  /** Which message was accepted last; the page gives each a form of its own. */
  accepted: string | null
}

/** The mark that an accepted message leaves in the address: the ticket's version then, and the message's own id. */
export const acceptedIn = (search: string) => new URLSearchParams(search).get('after')

/** Adds to the ticket; a settled one is opened again by it, as long as that is possible. */
export const ReplyForm = forwardRef<HTMLElement, ReplyFormProps>(function ReplyForm(props, ref) {
  const { ticket, tenantSlug, submissionId, answer, reopenDays, accepted } = props
  const t = useTexts(ticketTexts)
  const { pathname } = useLocation()
  const navigation = useNavigation()
  const sending = navigation.formAction?.startsWith(pathname) ?? false
  const [ownId] = useState(submissionId)
  const [reloaded] = useState(answer !== undefined)
  const form = useRef<HTMLFormElement>(null)
  const submitted = useRef(false)
  const taken = () => submitted.current && acceptedIn(window.location.search) !== accepted
  useDraft(form, { key: `draft:${pathname}`, fresh: answer === undefined, taken })
  const text = useRef<HTMLTextAreaElement>(null)
  const problems = answer?.problems
  const wrong = problems?.fields.find((problem) => problem.path === 'text')?.text

  useEffect(() => {
    if (problems) text.current?.focus()
  }, [problems])

  if (!ticket.takesMessages) {
    return (
      <div id="balas">
        <EmptyState
          title={t('longAgo')}
          action={
            <Button asChild>
              <Link to={`/${tenantSlug}/${ticket.service.slug}`}>{t('newReport')}</Link>
            </Button>
          }
        >
          {t('longAgoHelp', { days: reopenDays })}
        </EmptyState>
      </div>
    )
  }
  return (
    <section ref={ref} id="balas" aria-labelledby="reply" className="flex flex-col gap-3 border-t border-line-2 pt-4">
      <h2 id="reply" className="text-judul-2">
        {ticket.settled ? t('notSettledTitle') : t('reply')}
      </h2>
      {ticket.settled && <p className="text-text-2">{t('notSettledHelp')}</p>}
      <Form
        ref={form}
        onSubmit={() => {
          submitted.current = true
        }}
        method="post"
        action={`${pathname}#balas`}
        encType="multipart/form-data"
        noValidate
        className="flex flex-col gap-4"
      >
        {problems && (
          <ProblemSummary
            title={t('notSent')}
            text={wrong ? null : problems.summary}
            items={problems.fields.map((p) => ({
              href: p.path === 'text' ? '#reply-text' : null,
              label: p.path === 'text' ? t('replyLabel') : p.path,
              text: p.text,
            }))}
            requestId={problems.status >= 500 ? problems.requestId : null}
          />
        )}
        <input type="hidden" name="_submission" value={answer?.submissionId || ownId} />
        {ticket.settled && <input type="hidden" name="contests" value="1" />}
        <Field id="reply-text" label={t('replyLabel')} error={wrong} help={ticket.settled ? undefined : t('replyHelp')}>
          <Textarea
            ref={text}
            className="scroll-mt-24"
            name="text"
            rows={4}
            defaultValue={answer?.text ?? ''}
            autoFocus={reloaded}
          />
        </Field>
        <Field
          label={t('files')}
          optional
          help={[reloaded && answer?.files ? t('filesAgain') : '', t('fileRule')].filter(Boolean).join(' ')}
        >
          <FilesInput name="files" />
        </Field>
        <Button type="submit" variant="filled" className="w-full" aria-disabled={sending || undefined}>
          {sending ? t('sending') : t('send')}
        </Button>
      </Form>
    </section>
  )
})
