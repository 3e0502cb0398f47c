import { Button, type DeliveryProps, MessageBubble, time, useLocale, useTexts, useTimeZone } from '@siaga/ui'
import { Code, Type } from 'lucide-react'
import { useState } from 'react'
import { useTenantHere } from '../tenant/use-tenant.ts'
import type { CaseView, ThreadItem } from './case-view.server.ts'
import { threadTexts } from './thread.texts.ts'

type Message = Extract<ThreadItem, { kind: 'message' }>
type Note = Extract<ThreadItem, { kind: 'note' }>

const iconProps = { 'aria-hidden': true, size: 14, strokeWidth: 1.75 } as const
const pictures = /^image\/(jpeg|png|webp|gif)$/

export function ThreadMessage({
  view,
  message,
  onQuote,
}: {
  view: CaseView
  message: Message
  onQuote(text: string): void
}) {
  const t = useTexts(threadTexts)
  const locale = useLocale()
  const zone = useTimeZone()
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
          ? undefined
          : [channels[message.channelKind]?.name, message.automatic && t('automatic')].filter(Boolean).join(' · ')
      }
      delivery={deliveryOf(message, (ms) => time(locale, ms, zone))}
      attachments={message.attachments.map((file) => ({
        name: file.name,
        bytes: file.sizeBytes,
        mime: file.mediaType,
        href: fileHref(file.fileId),
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
          <Unsure state={message.state} onAgain={can.work && view.open ? () => onQuote(message.text) : undefined} />
        ) : undefined
      }
    >
      {original && message.html ? <OriginalMail html={message.html} title={t('originalTitle')} /> : message.text}
      <Pictures files={message.attachments.filter(({ mediaType }) => pictures.test(mediaType))} href={fileHref} />
    </MessageBubble>
  )
}

/** What to do about a message that did not leave, or perhaps did. */
function Unsure({ state, onAgain }: { state: Message['state']; onAgain: (() => void) | undefined }) {
  const t = useTexts(threadTexts)
  return (
    <div className="flex flex-col items-start gap-1.5">
      <p className="text-kecil text-text-2">{t(state === 'failed' ? 'failedAdvice' : 'uncertainAdvice')}</p>
      {onAgain && (
        <Button size={24} onClick={onAgain}>
          {t('again')}
        </Button>
      )}
    </div>
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

export function ThreadNote({ note }: { note: Note }) {
  const locale = useLocale()
  const zone = useTimeZone()
  return (
    <MessageBubble from="note" at={time(locale, note.at, zone)} author={note.author}>
      {note.text}
    </MessageBubble>
  )
}
