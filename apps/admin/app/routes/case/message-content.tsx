import { Button, cx, StateGlyph, useTexts, useToast } from '@siaga/ui'
import { Contact, CornerUpLeft, MapPin, RotateCw } from 'lucide-react'
import { useTenantHere } from '../tenant/use-tenant.ts'
import type { CaseView, ThreadItem } from './case-view.server.ts'
import { contentTexts } from './message-content.texts.ts'
import { useCaseAct } from './use-case-act.ts'

type Message = Extract<ThreadItem, { kind: 'message' }>
type Content = NonNullable<Message['content']>

const small = { 'aria-hidden': true, size: 14, strokeWidth: 1.75 } as const
const box = 'mt-1 flex items-start gap-2 rounded-[3px] border border-line-2 bg-surface-2 px-2 py-1.5'

/** The message that this one answers, above it. */
export function QuotedMessage({ message }: { message: Message }) {
  const t = useTexts(contentTexts)
  const { quote } = message
  if (!quote) return null
  const label = t(quote.own === null ? 'quoted' : quote.own ? 'quoteOwn' : 'quoteCitizen')
  return (
    <blockquote className="mb-1.5 border-l-2 border-link bg-surface-2 py-0.5 pl-2 text-kecil text-text-2">
      <span className="flex items-center gap-1 font-medium">
        <CornerUpLeft {...small} />
        {label}
      </span>
      <span className="line-clamp-2 whitespace-pre-wrap break-words">{quote.text || t('noText')}</span>
    </blockquote>
  )
}

/** What a message is besides its text and its files. */
export function MessageContent({ view, message }: { view: CaseView; message: Message }) {
  return (
    <>
      {message.content && <Kind content={message.content} />}
      {message.media.map((media) => (
        <Media key={media.id} view={view} message={message} media={media} />
      ))}
      {message.reaction && <Reaction emoji={message.reaction} />}
    </>
  )
}

function Kind({ content }: { content: Content }) {
  const t = useTexts(contentTexts)
  switch (content.kind) {
    case 'location':
      return <Place content={content} />
    case 'contacts':
      return (
        <ul className="flex flex-col">
          {content.contacts.map((card, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: cards have no other name
            <li key={index} className={box}>
              <Contact {...small} className="mt-0.5 shrink-0" />
              <span className="min-w-0">
                <span className="sr-only">{t('card')} </span>
                <span className="block font-medium break-words">{card.name}</span>
                {card.phones.map((phone) => (
                  <span key={phone} className="block text-kecil text-text-2 tabular">
                    {phone}
                  </span>
                ))}
              </span>
            </li>
          ))}
        </ul>
      )
    case 'choice':
      return (
        <p className="mt-0.5 text-kecil text-text-2">
          {t('chose')}
          {content.description && <span className="block">{content.description}</span>}
        </p>
      )
    case 'template':
      return (
        <p className="mt-1 text-kecil text-text-2">
          <span className="block">{t('template', { name: content.name, language: content.language })}</span>
          {content.buttons.length > 0 && (
            <span className="block">{t('buttons', { names: content.buttons.join(', ') })}</span>
          )}
        </p>
      )
    case 'sticker':
      return <p className="text-kecil text-text-2">{t('sticker')}</p>
    case 'unsupported':
      return (
        <p className="flex items-start gap-1.5 text-warn">
          <StateGlyph name="warno" size={12} />
          <span>{t('unsupported', { type: content.type })}</span>
        </p>
      )
    default:
      return content satisfies never
  }
}

function Place({ content }: { content: Extract<Content, { kind: 'location' }> }) {
  const t = useTexts(contentTexts)
  const toast = useToast()
  const { latitude, longitude } = content
  const pair = `${latitude.toFixed(6)}, ${longitude.toFixed(6)}`
  const copy = async () => {
    await navigator.clipboard?.writeText(pair)
    toast.show({ kind: 'info', message: t('copied') })
  }
  return (
    <div className={cx(box, 'flex-wrap')}>
      <MapPin {...small} className="mt-0.5 shrink-0" />
      <span className="min-w-0 grow">
        <span className="block font-medium">{t('location')}</span>
        <span className="mono block text-kecil">{pair}</span>
      </span>
      <span className="flex flex-wrap gap-1.5">
        {/* No map of ours is named here: the machine opens its own. */}
        <a
          href={`geo:${latitude},${longitude}`}
          className="inline-flex min-h-6 items-center rounded-[3px] px-1 text-kecil text-link underline underline-offset-2"
        >
          {t('openPlace')}
        </a>
        <Button size={24} onClick={copy}>
          {t('copyPlace')}
        </Button>
      </span>
    </div>
  )
}

type MediaProps = { view: CaseView; message: Message; media: Message['media'][number] }

function Media({ view, message, media }: MediaProps) {
  const t = useTexts(contentTexts)
  const { can } = useTenantHere()
  const { act, busy } = useCaseAct(view, `media-${message.id}`)
  const failed = media.state === 'failed'
  return (
    <div className={cx(box, failed && 'border-warn-line bg-warn-tint')} role={failed ? undefined : 'status'}>
      <StateGlyph name={failed ? 'warn' : 'half'} size={12} />
      <span className={cx('min-w-0 grow break-words', failed && 'text-warn')}>
        {failed ? t('missing', { name: media.name, reason: media.reason }) : t('pending', { name: media.name })}
      </span>
      {failed && can.work && (
        <Button
          size={24}
          disabled={busy}
          icon={<RotateCw {...small} />}
          onClick={() => act('fetch-media', { messageId: message.id })}
        >
          {t('fetchAgain')}
        </Button>
      )}
    </div>
  )
}

function Reaction({ emoji }: { emoji: string }) {
  const t = useTexts(contentTexts)
  return (
    <p className="mt-1 inline-flex items-center rounded-[10px] border border-line-2 bg-surface px-2 text-kecil">
      {t('reaction', { emoji })}
    </p>
  )
}
