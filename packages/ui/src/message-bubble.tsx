import { Check, CheckCheck, Clock3, Eye, Lock } from 'lucide-react'
import type { ReactNode } from 'react'
import { type Attachment, AttachmentList } from './attachment.tsx'
import { cx } from './cx.ts'
import { useDensity } from './density.tsx'
import { StateGlyph } from './glyph.tsx'
import { useTexts } from './locale.tsx'
import { defineTexts } from './texts.ts'

const texts = defineTexts({
  note: { id: 'Catatan internal', en: 'Internal note' },
  queued: { id: 'Menunggu dikirim', en: 'Waiting to be sent' },
  sending: { id: 'Sedang dikirim', en: 'Being sent' },
  sent: { id: 'Terkirim', en: 'Sent' },
  delivered: { id: 'Sampai', en: 'Delivered' },
  read: { id: 'Dibaca', en: 'Read' },
  shown: { id: 'Tampil di halaman lacak', en: 'Shown on the tracking page' },
  uncertain: { id: 'Belum pasti terkirim', en: 'Not certain to be sent' },
  failed: { id: 'Gagal', en: 'Failed' },
})

export type DeliveryState = 'queued' | 'sending' | 'sent' | 'delivered' | 'read' | 'shown' | 'uncertain' | 'failed'
export type DeliveryProps = {
  state: DeliveryState /** When, already formatted. */
  at?: string /** Why it failed. */
  reason?: string
}

const ICONS = { queued: Clock3, sending: Clock3, sent: Check, delivered: CheckCheck, read: CheckCheck, shown: Eye }

/** How far an own message got: icon and word. */
export function Delivery({ state, at, reason }: DeliveryProps) {
  const t = useTexts(texts)
  const words = [t(state), at].filter(Boolean).join(' ')
  if (state === 'failed' || state === 'uncertain') {
    return (
      <span className="inline-flex items-center gap-1 text-warn">
        <StateGlyph name={state === 'failed' ? 'warn' : 'warno'} size={11} />
        <span>
          <b className="font-semibold">{words}</b>
          {reason && `: ${reason}`}
        </span>
      </span>
    )
  }
  const Icon = ICONS[state]
  return (
    <span className="inline-flex items-center gap-1">
      <Icon aria-hidden="true" size={14} strokeWidth={1.75} className={state === 'read' ? 'text-link' : undefined} />
      {words}
    </span>
  )
}

export type MessageBubbleProps = {
  /** Who speaks: the citizen (left), us (right), or colleagues among themselves. */
  from: 'citizen' | 'own' | 'note'
  /** The time, already formatted. */
  at: string
  author?: string
  /** The channel's word. */
  channel?: string
  subject?: string
  delivery?: DeliveryProps
  attachments?: readonly Attachment[]
  /** Buttons at the foot of a message, such as "Kirim lagi". */
  actions?: ReactNode
  /** Stands at the end of the line of times: a small button for details. */
  more?: ReactNode
  /** Text (line breaks are kept) or already sanitised HTML. */
  children?: ReactNode
}

const SHAPES = {
  citizen: 'mr-auto rounded-[2px_8px_8px_8px] border-line-2 bg-surface',
  own: 'ml-auto rounded-[8px_2px_8px_8px] border-accent-line bg-accent-tint',
  note: 'mr-auto rounded-[5px] border-dashed border-warn-line bg-mark',
}

export function MessageBubble(props: MessageBubbleProps) {
  const { from, at, author, channel, subject, delivery, attachments = [], actions, more, children } = props
  const t = useTexts(texts)
  const phone = useDensity() === 'phone'
  const note = from === 'note'
  return (
    <article
      className={cx('w-fit max-w-full border px-3 py-2', note ? 'sm:max-w-[520px]' : 'sm:max-w-[452px]', SHAPES[from])}
    >
      {note && (
        <p className="flex items-center gap-1.5 text-kecil text-text-2">
          <Lock aria-hidden="true" size={14} strokeWidth={1.75} />
          <Meta parts={[t('note'), author, at]} />
        </p>
      )}
      {subject && <p className="font-semibold">{subject}</p>}
      {children && (
        <div
          className={cx(
            'whitespace-pre-wrap break-words [&_a]:text-link [&_a]:underline',
            phone ? 'text-ponsel' : 'text-badan',
          )}
        >
          {children}
        </div>
      )}
      <AttachmentList items={attachments} />
      {!note && (
        <p
          className={cx(
            'mt-1 flex flex-wrap items-center gap-x-3 text-text-2 tabular',
            phone ? 'text-[14px]/[20px]' : 'text-mikro',
          )}
        >
          <Meta parts={[author, at, channel]} />
          {delivery && <Delivery {...delivery} />}
          {more}
        </p>
      )}
      {actions && <div className="mt-2 flex gap-2">{actions}</div>}
    </article>
  )
}

function Meta({ parts }: { parts: readonly (string | undefined)[] }) {
  return <span>{parts.filter(Boolean).join(' · ')}</span>
}
