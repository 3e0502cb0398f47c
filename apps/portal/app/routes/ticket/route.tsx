import { randomUUID } from 'node:crypto'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { addToTicket, canReopen, isOpen, readTicket, reopenDays } from '@siaga/cases'
import { invalid, notFound } from '@siaga/kernel'
import { enforce, knownError } from '@siaga/runtime'
import { formatCode, readCode } from '@siaga/tenancy'
import { Button, LocaleProvider, translate, useAnnounce, useLocale, useTexts } from '@siaga/ui'
import { useEffect, useRef } from 'react'
import { BackLink } from '../../parts/back-link.tsx'
import { ErrorPage } from '../../parts/error-page.tsx'
import { Page } from '../../parts/page.tsx'
import { withTicketCode } from '../../server/call.server.ts'
import { atEdge } from '../../server/edge.server.ts'
import { type FormProblems, problemsOf } from '../../server/form-problems.server.ts'
import { type ReadForm, readForm } from '../../server/read-form.server.ts'
import { PendingTicket } from './pending-ticket.tsx'
import { ReplyForm } from './reply-form.tsx'
import { hasBeenChecked, shortPerson, stationsOf } from './stations.ts'
import { ticketTexts } from './ticket.texts.ts'
import { TicketView } from './ticket-view.tsx'
import { useFollow } from './use-follow.ts'
import { useInView } from './use-in-view.ts'

export const loader = ({ params, context }: LoaderFunctionArgs) =>
  atEdge(context, () =>
    withTicketCode(context, params.code, async (call) => {
      const { tenant, ticket } = await readTicket(call)
      const now = call.clock.now()
      const { locale } = call
      return {
        now: now.getTime(),
        locale,
        tenant,
        code: formatCode(readCode(call.code) ?? ''),
        submissionId: randomUUID(),
        /** Changes whenever the page would look different. */
        stamp: ticket ? String(ticket.version) : 'pending',
        ticket: ticket && {
          number: ticket.number,
          subject: ticket.subject,
          state: hasBeenChecked(ticket) ? ticket.state : ('new' as const),
          emergency: ticket.emergency,
          channelName: (ticket.channelName?.[locale] ?? '').toLowerCase(),
          version: ticket.version,
          needsVerification: ticket.needsVerification,
          outcome: ticket.outcome?.[locale] ?? null,
          service: {
            slug: ticket.service.slug,
            name: ticket.service.name[locale],
            received: ticket.service.received[locale],
          },
          /** Whether a message still joins this ticket; later a new report is due. */
          takesMessages: isOpen(ticket.state) || canReopen(ticket, now),
          settled: !isOpen(ticket.state),
          stations: stationsOf(ticket, now).map((station) => ({ ...station, who: shortPerson(station.who) })),
          messages: ticket.messages.map(({ id, direction, authorName, text, attachments, at }) => ({
            id,
            direction,
            text,
            attachments,
            at,
            author: shortPerson(authorName),
          })),
        },
        reopenDays,
      }
    }),
  )

export type TicketData = ReturnType<typeof useLoaderData<typeof loader>>
export type OpenTicket = NonNullable<TicketData['ticket']>

export type ReplyAnswer = { problems: FormProblems; text: string; submissionId: string | null; files: number }

const ownFields = new Set(['text', 'contests'])

export const action = ({ request, params, context }: ActionFunctionArgs) =>
  atEdge(context, () =>
    withTicketCode(context, params.code, async (call) => {
      let form: ReadForm | null = null
      let version = 0
      try {
        form = await readForm(request)
        const { ticket } = await readTicket(call)
        version = ticket?.version ?? 0
        if (
          Object.keys(form.values).some((key) => !ownFields.has(key)) ||
          form.files.some((file) => file.field !== 'files')
        )
          throw invalid({ internal: 'foreign fields' })
        // Who reports an emergency is never told to wait.
        if (!ticket?.emergency) await enforce(context.limits.additions, readCode(call.code) ?? '')
        const message = {
          text: form.values.text ?? '',
          contests: form.values.contests === '1',
          submissionId: form.own._submission || null,
        }
        await addToTicket(call, message, form.files)
      } catch (error) {
        if (knownError(error)?.code === notFound.code) throw error
        const problems = problemsOf(context, error)
        const answer: ReplyAnswer = {
          problems,
          text: form?.values.text ?? '',
          submissionId: form?.own._submission ?? null,
          files: form?.files.length ?? 0,
        }
        return data(answer, { status: problems.status })
      }
      return redirect(
        `/ticket/${formatCode(readCode(call.code) ?? '')}?after=${version}.${randomUUID().slice(0, 8)}#pesan`,
        303,
      )
    }),
  )

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  const t = translate(ticketTexts, data?.locale ?? 'id')
  const title = data?.ticket
    ? t('pageTitle', { number: data.ticket.number })
    : data
      ? t('pageTitlePending')
      : t('missing')
  return [{ title }, { name: 'robots', content: 'noindex' }]
}

export default function TicketPage() {
  const t = useTexts(ticketTexts)
  const locale = useLocale()
  const loaded = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [search] = useSearchParams()
  const { ticket, tenant, code } = loaded
  const accepted = search.get('after')
  const after = accepted === null ? Number.NaN : Number.parseInt(accepted, 10)
  const awaited = ticket !== null && ticket.version <= after
  const away = useFollow(loaded.stamp, ticket === null || awaited ? 1000 : 5000)
  useSpoken(loaded)
  const reply = useRef<HTMLElement>(null)
  const replying = useInView(reply)
  const needsVerification = ticket ? ticket.needsVerification && !ticket.settled : search.has('verification')
  return (
    <LocaleProvider locale={locale} timeZone={tenant.timeZone}>
      <Page
        tenant={tenant}
        emergency={ticket?.emergency ?? true}
        actions={
          ticket?.takesMessages &&
          !replying && (
            <Button asChild variant={ticket.settled ? 'outlined' : 'filled'}>
              <a href="#reply-text">{ticket.settled ? t('notSettled') : t('reply')}</a>
            </Button>
          )
        }
      >
        <div className="flex flex-col gap-5">
          <BackLink to={`/${tenant.slug}`}>{tenant.shortName}</BackLink>
          {ticket ? (
            <TicketView data={loaded} ticket={ticket} awaited={awaited} needsVerification={needsVerification} />
          ) : (
            <PendingTicket code={code} needsVerification={needsVerification} />
          )}
          <p role="status" className={away ? 'text-warn' : 'sr-only'}>
            {away ? t('away') : ''}
          </p>
          {(ticket === null || awaited) && (
            <noscript>
              {/* Named, because an address with a fragment is not loaded again. */}
              <meta httpEquiv="refresh" content={`3;url=/ticket/${code}?${search}`} />
            </noscript>
          )}
          {ticket && (
            <ReplyForm
              key={accepted}
              ref={reply}
              accepted={accepted}
              ticket={ticket}
              tenantSlug={tenant.slug}
              submissionId={loaded.submissionId}
              answer={answer}
              reopenDays={loaded.reopenDays}
            />
          )}
        </div>
      </Page>
    </LocaleProvider>
  )
}

/** Says once what has come while the page stood open. */
function useSpoken({ ticket }: TicketData) {
  const t = useTexts(ticketTexts)
  const announce = useAnnounce()
  const answers = ticket?.messages.filter((message) => message.direction === 'out').length ?? 0
  const before = useRef({ number: ticket?.number, answers })
  useEffect(() => {
    if (ticket && !before.current.number) announce(t('numberNow', { number: ticket.number }))
    else if (answers > before.current.answers) announce(t('newAnswer'))
    before.current = { number: ticket?.number, answers }
  }, [ticket, answers, announce, t])
}

export function ErrorBoundary() {
  const t = useTexts(ticketTexts)
  return (
    <ErrorPage
      missing={
        <>
          <h1 className="text-judul-laporan">{t('missing')}</h1>
          <p className="text-text-2">{t('missingHelp')}</p>
          <Button asChild variant="filled" className="self-start">
            <Link to="/track">{t('track')}</Link>
          </Button>
        </>
      }
    />
  )
}
