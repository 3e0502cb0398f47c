import { Link } from '@remix-run/react'
import {
  Button,
  type CaseState,
  CaseStateChip,
  Chip,
  relativeDayTime,
  useLocale,
  useTexts,
  useTimeZone,
} from '@siaga/ui'
import { Check } from 'lucide-react'
import { useSettingsAct } from '../settings/use-settings-act.ts'
import { useTenantHere } from '../tenant/use-tenant.ts'
import { handoverTexts } from './handover.texts.ts'
import type { action, NoteView } from './route.tsx'

/** One note: what is not read yet says so by shape and word, and has the one button. */
export function HandoverNote({ note, now }: { note: NoteView; now: number }) {
  const t = useTexts(handoverTexts)
  const locale = useLocale()
  const zone = useTimeZone()
  const { tenant, services, me } = useTenantHere()
  const { fetcher, busy } = useSettingsAct<typeof action>(`handover-${note.id}`, { toastRefusal: true })
  const at = relativeDayTime(locale, now, note.createdAt, zone)
  const service = services.find(({ id }) => id === note.serviceId)?.name
  const own = note.authorId === me.memberId
  return (
    <article className="rounded-[5px] border border-line-2 bg-surface">
      <header className="flex min-h-10 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line px-3 py-1.5">
        <h2 className="font-semibold">{note.authorName}</h2>
        <span className="text-kecil text-text-2">{[service, at].filter(Boolean).join(' · ')}</span>
        <span className="ml-auto flex items-center gap-2">
          {own ? (
            <Chip>{t('byYou')}</Chip>
          ) : note.isRead ? (
            <Chip glyph="check" tone="ok">
              {t('readByYou')}
            </Chip>
          ) : (
            <Chip glyph="now" tone="accent">
              {t('unread')}
            </Chip>
          )}
        </span>
      </header>
      <div className="flex flex-col gap-3 p-3">
        <p className="whitespace-pre-wrap break-words">{note.text}</p>
        {note.cases.length > 0 && (
          <ul aria-label={t('cases')} className="flex flex-col gap-1">
            {note.cases.map((one) => (
              <li key={one.id} className="flex min-h-6 items-center gap-x-2 max-[700px]:flex-wrap">
                <Link
                  to={`/t/${tenant.slug}/inbox/${one.id}`}
                  className="mono shrink-0 text-link underline underline-offset-2"
                >
                  {one.number}
                </Link>
                <CaseStateChip state={one.state as CaseState} />
                <span className="min-w-0 truncate text-text-2">{one.subject}</span>
              </li>
            ))}
          </ul>
        )}
        <Readers note={note} now={now} />
        {!own && !note.isRead && (
          <div>
            <Button
              variant="filled"
              disabled={busy}
              aria-label={t('acknowledgeOf', { name: note.authorName, at })}
              icon={<Check aria-hidden="true" size={16} strokeWidth={1.75} />}
              onClick={() => fetcher.submit({ intent: 'acknowledge', noteId: note.id }, { method: 'post' })}
            >
              {t('acknowledge')}
            </Button>
          </div>
        )}
      </div>
    </article>
  )
}

function Readers({ note, now }: { note: NoteView; now: number }) {
  const t = useTexts(handoverTexts)
  const locale = useLocale()
  const zone = useTimeZone()
  const read = note.readBy.map(({ name, at }) => t('readAt', { name, at: relativeDayTime(locale, now, at, zone) }))
  return (
    <dl className="grid grid-cols-[96px_minmax(0,1fr)] gap-x-3 gap-y-0.5 text-kecil text-text-2">
      <dt>{t('readBy')}</dt>
      <dd>{read.length > 0 ? read.join(', ') : t('nobody')}</dd>
      <dt>{t('unreadBy')}</dt>
      <dd>{note.unreadBy.length > 0 ? note.unreadBy.join(', ') : t('everybody')}</dd>
    </dl>
  )
}
