import {
  CASE_STATE_LOOKS,
  Chip,
  MessageBubble,
  Notice,
  relativeDayTime,
  type Station,
  Stations,
  useLocale,
  useTexts,
  useTimeZone,
  zoneName,
} from '@siaga/ui'
import type { ReactNode } from 'react'
import { CopyValue } from './copy-value.tsx'
import type { OpenTicket, TicketData } from './route.tsx'
import { ticketStateTexts, ticketTexts } from './ticket.texts.ts'

export type TicketViewProps = { data: TicketData; ticket: OpenTicket; awaited: boolean; needsVerification: boolean }

/** A ticket as its citizen follows it: the subject in their own words, how far it is, what both sides wrote. */
export function TicketView({ data, ticket, awaited, needsVerification }: TicketViewProps) {
  const t = useTexts(ticketTexts)
  const ts = useTexts(ticketStateTexts)
  return (
    <>
      <div className="flex flex-col gap-3">
        <h1 className="break-words text-judul-laporan">{ticket.subject}</h1>
        <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-2">
          <CopyValue value={ticket.number} what={t('numberWord')} />
          <Chip {...CASE_STATE_LOOKS[ticket.state]} className="h-7! px-2.5! text-[15px]/[20px]!">
            {ts(ticket.state)}
          </Chip>
        </div>
      </div>
      {needsVerification && <Notice>{t('verification')}</Notice>}
      {data.ticket?.messages.length === 1 && !ticket.settled && (
        <p className="text-text-2">{ticket.service.received}</p>
      )}
      <section className="rounded-[8px] border border-line-2 bg-surface p-4">
        <Stations direction="vertical" large label={t('progress')} stations={useStations(data, ticket)} />
      </section>
      <section className="flex flex-col gap-1 rounded-[8px] border border-line-2 bg-surface px-4 py-3">
        <p className="flex flex-wrap items-center gap-x-2">
          <span className="text-text-2">{t('code')}</span>
          <CopyValue value={data.code} what={t('codeWord')} />
        </p>
        <p className="text-[15px]/[21px] text-text-2">{t('keep')}</p>
      </section>
      <section id="pesan" aria-labelledby="messages" className="flex flex-col gap-3">
        <h2 id="messages" className="text-judul-2">
          {t('messages')}
        </h2>
        <Conversation data={data} ticket={ticket} />
        {awaited && <Notice tone="accent">{t('added')}</Notice>}
      </section>
    </>
  )
}

/** Words for a near day begin with a capital only where a line begins with them. */
const nearDay = /^(Hari ini|Kemarin|Besok|Today|Yesterday|Tomorrow)/

function useStations(data: TicketData, ticket: OpenTicket): Station[] {
  const t = useTexts(ticketTexts)
  const locale = useLocale()
  const timeZone = useTimeZone()
  const when = (at: Date) => `${relativeDayTime(locale, data.now, at, timeZone)} ${zoneName(timeZone)}`
  const inside = (at: Date) => when(at).replace(nearDay, (day) => day.toLowerCase())
  return ticket.stations.map((station) => {
    const waits = station.state === 'current' || station.state === 'attention'
    const label = t(station.key === 'answered' && waits ? 'answering' : station.key)
    const stamps: Partial<Record<typeof station.key, ReactNode>> = {
      received: station.at && t('receivedStamp', { at: when(station.at), channel: ticket.channelName }),
      answered:
        station.state === 'skipped'
          ? t('noAnswer')
          : station.at && `${station.who ?? t('staff')}, ${inside(station.at)}`,
      checked: station.at && when(station.at),
      waiting: t('waitingHelp'),
      handled: t('handledHelp'),
      settled: station.at
        ? ticket.outcome
          ? `${ticket.outcome}, ${inside(station.at)}`
          : when(station.at)
        : t('settledHelp'),
    }
    const due =
      station.dueAt &&
      (station.state === 'attention' ? t('late', { at: inside(station.dueAt) }) : <Due at={inside(station.dueAt)} />)
    return { key: station.key, label, state: station.state, stamp: due || stamps[station.key] || undefined }
  })
}

function Due({ at }: { at: string }) {
  const t = useTexts(ticketTexts)
  return (
    <>
      {t('dueBefore')} <b className="font-semibold text-text">{at}</b>
    </>
  )
}

function Conversation({ data, ticket }: { data: TicketData; ticket: OpenTicket }) {
  const t = useTexts(ticketTexts)
  const locale = useLocale()
  const timeZone = useTimeZone()
  return (
    <ol className="flex flex-col gap-3">
      {ticket.messages.map((message) => {
        const own = message.direction === 'in'
        return (
          <li key={message.id}>
            {/* Here the reader is the citizen: what they wrote stands on the right. */}
            <MessageBubble
              from={own ? 'own' : 'citizen'}
              author={own ? t('you') : `${message.author ?? t('staff')}, ${data.tenant.shortName}`}
              at={relativeDayTime(locale, data.now, message.at, timeZone)}
              attachments={message.attachments.map((file) => ({
                name: file.name,
                bytes: file.sizeBytes,
                mime: file.mediaType,
                href: `/ticket/${data.code}/files/${file.fileId}`,
              }))}
            >
              {message.text}
            </MessageBubble>
          </li>
        )
      })}
    </ol>
  )
}
