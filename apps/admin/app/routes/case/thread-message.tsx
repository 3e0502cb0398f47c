import {
  Button,
  type DeliveryProps,
  IconButton,
  MessageBubble,
  time,
  useLocale,
  useTexts,
  useTimeZone,
} from '@siaga/ui'
import { Code, CornerUpLeft, Type } from 'lucide-react'
import { useState } from 'react'
import { useTenantHere } from '../tenant/use-tenant.ts'
import type { CaseView, ThreadItem } from './case-view.server.ts'
import { Mentioned } from './mentioned.tsx'
import { messageTexts } from './message.texts.ts'
import { contentTexts } from './message-content.texts.ts'
import { MessageContent, QuotedMessage } from './message-content.tsx'
import { MessageDetails } from './message-details.tsx'
import { NextSteps } from './next-steps.tsx'
import { type OnQuote, quoteOf } from './quote.ts'
import { Recognised } from './recognised.tsx'
import { threadTexts } from './thread.texts.ts'

type Message = Extract<ThreadItem, { kind: 'message' }>
type Note = Extract<ThreadItem, { kind: 'note' }>

const iconProps = { 'aria-hidden': true, size: 14, strokeWidth: 1.75 } as const
const scanStates = { not_scanned: 'unscanned', clean: 'ready', infected: 'blocked' } as const
const pictures = /^image\/(jpeg|png|webp|gif)$/

type ThreadMessageProps = { view: CaseView; message: Message; onQuote: OnQuote }

export function ThreadMessage({ view, message, onQuote }: ThreadMessageProps) {
  const t = useTexts(threadTexts)
  const words = useTexts(messageTexts)
  const locale = useLocale()
  const zone = useTimeZone()
  const contents = useTexts(contentTexts)
  const { tenant, channels, can } = useTenantHere()
  const [original, setOriginal] = useState(false)
  const at = time(locale, message.at, zone)
  const fileHref = (fileId: string) => `/t/${tenant.slug}/cases/${view.id}/files/${fileId}`
  const unsure = message.state === 'failed' || message.state === 'uncertain'
  const author = message.own || message.author !== view.citizen.name ? message.author : null
  return (
    <MessageBubble
      from={message.own ? 'own' : 'citizen'}
      at={at}
      author={author ?? undefined}
      channel={
        message.own
          ? message.delivery.resendOfId
            ? words('isResent')
            : undefined
          : [channels[message.channelKind]?.name, message.automatic && t('automatic')].filter(Boolean).join(' · ')
      }
      more={
        <span className="ml-auto inline-flex">
          {can.work && view.open && message.quotable && (
            <IconButton label={contents('quote')} size={24} className="-my-1" onClick={() => onQuote(quoteOf(message))}>
              <CornerUpLeft {...iconProps} />
            </IconButton>
          )}
          <MessageDetails message={message} />
        </span>
      }
      delivery={deliveryOf(message, (ms) => time(locale, ms, zone))}
      attachments={message.attachments.map((file) => ({
        name: file.name,
        bytes: file.sizeBytes,
        mime: file.mediaType,
        href: fileHref(file.fileId),
        state: scanStates[file.scan],
      }))}
      actions={
        message.html ? (
          <Button
            size={24}
            aria-pressed={original}
            icon={original ? <Type {...iconProps} /> : <Code {...iconProps} />}
            onClick={() => setOriginal(!original)}
          >
            {t(original ? 'plain' : 'original')}
          </Button>
        ) : unsure ? (
          <NextSteps view={view} message={message} />
        ) : undefined
      }
    >
      <QuotedMessage message={message} />
      {original && message.html ? (
        <OriginalMail html={message.html} title={t('originalTitle')} />
      ) : (
        <Recognised view={view} text={message.text} writtenAt={message.at} />
      )}
      <Pictures
        files={message.attachments.filter(({ mediaType, scan }) => pictures.test(mediaType) && scan !== 'infected')}
        href={fileHref}
      />
      <MessageContent view={view} message={message} />
    </MessageBubble>
  )
}

function deliveryOf(message: Message, clock: (ms: number) => string): DeliveryProps | undefined {
  if (!message.own || message.state === 'received') return undefined
  const waiting = message.state === 'queued' || message.state === 'sending' || message.state === 'shown'
  return {
    state: message.state,
    ...(!waiting && { at: clock(message.stateAt) }),
    ...(message.problem && { reason: message.problem }),
  }
}

function Pictures({ files, href }: { files: Message['attachments']; href(fileId: string): string }) {
  if (files.length === 0) return null
  return (
    <span className="mt-1.5 flex flex-wrap gap-2">
      {files.map(({ fileId, name }) => (
        <img
          key={fileId}
          src={`${href(fileId)}?inline`}
          alt={name}
          loading="lazy"
          className="max-h-48 max-w-full rounded-[3px] border border-line-2 bg-sunken object-contain"
        />
      ))}
    </span>
  )
}

/** Already sanitised; and in a frame without scripts, forms, links of its own window, or anything loaded from elsewhere. */
function OriginalMail({ html, title }: { html: string; title: string }) {
  const policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
  const page = `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><style>body{margin:12px;font:14px/20px system-ui,sans-serif;color:#191c24;background:#fff;overflow-wrap:anywhere}img{max-width:100%}</style>${html}`
  return (
    <iframe
      title={title}
      sandbox=""
      srcDoc={page}
      className="block h-72 w-105 max-w-full resize-y rounded-[3px] border border-line-2 bg-white"
    />
  )
}

export function ThreadNote({ view, note }: { view: CaseView; note: Note }) {
  const locale = useLocale()
  const zone = useTimeZone()
  return (
    <MessageBubble from="note" at={time(locale, note.at, zone)} author={note.author}>
      <Mentioned
        view={view}
        text={note.text}
        plain={(text) => <Recognised view={view} text={text} writtenAt={note.at} />}
      />
    </MessageBubble>
  )
}
