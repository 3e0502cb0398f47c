import { Button, StateGlyph, useLocale, useNow, useTexts, useTimeZone, useToast, zoneName } from '@siaga/ui'
import { CalendarClock, Clock3 } from 'lucide-react'
import { useTenantHere } from '../tenant/use-tenant.ts'
import type { CaseView } from './case-view.server.ts'
import { SendLater } from './composer-later.tsx'
import type { HeldMessage } from './composer-view.server.ts'
import { messageTexts } from './message.texts.ts'
import { useCaseAct } from './use-case-act.ts'
import { inSentence } from './zoned-time.ts'

const iconProps = { 'aria-hidden': true, size: 14, strokeWidth: 1.75 } as const
/** Nearer than this it is the time for undo, not a plan. */
const soonMs = 30_000

/** Answers that have not left: each can be changed, sent at once or taken back. */
export function HeldMessages({ view }: { view: CaseView }) {
  const t = useTexts(messageTexts)
  if (view.held.length === 0) return null
  return (
    <section aria-label={t('held')} className="flex flex-col gap-2">
      {view.held.map((held) => (
        <Held key={held.id} view={view} held={held} />
      ))}
    </section>
  )
}

function Held({ view, held }: { view: CaseView; held: HeldMessage }) {
  const t = useTexts(messageTexts)
  const locale = useLocale()
  const zone = useTimeZone()
  const toast = useToast()
  const { can } = useTenantHere()
  const soon = held.sendAt - useNow(view.now) < soonMs
  const { act, busy } = useCaseAct(view, `held-${held.id}`, {
    onDone({ intent }) {
      if (intent === 'withdraw') toast.show({ kind: 'info', message: t('withdrawn') })
    },
  })
  const messageId = held.id
  const Icon = soon ? Clock3 : CalendarClock
  const when = soon
    ? t('heldSoon')
    : `${t('heldUntil', { at: inSentence(locale, view.now, held.sendAt, zone) })} ${zoneName(zone)}`
  return (
    <article className="ml-auto w-fit max-w-full rounded-[8px_2px_8px_8px] border border-dashed border-accent-line bg-surface px-3 py-2 sm:max-w-[452px]">
      <div className="whitespace-pre-wrap break-words">{held.text}</div>
      {held.files.length > 0 && (
        <p className="mt-1 text-kecil text-text-2">
          {t('heldFiles', { count: held.files.length })}: {held.files.map(({ name }) => name).join(', ')}
        </p>
      )}
      <p className="mt-1 flex flex-wrap items-center gap-x-2 text-mikro text-text-2 tabular">
        <span className="inline-flex items-center gap-1 font-semibold text-text">
          <Icon {...iconProps} />
          {when}
        </span>
        {held.author && <span>{t('heldBy', { name: held.author })}</span>}
      </p>
      {held.overtaken && (
        <p className="mt-1 flex items-center gap-1 text-kecil font-semibold text-warn">
          <StateGlyph name="warno" size={11} />
          {t('overtaken')}
        </p>
      )}
      {can.work && (
        <div className="mt-2 flex flex-wrap gap-1.5">
          {!soon && (
            <>
              <Button size={24} disabled={busy} onClick={() => act('send-now', { messageId })}>
                {t('sendNow')}
              </Button>
              <SendLater
                initial={held.sendAt}
                trigger={<Button size={24}>{t('changeTime')}</Button>}
                onPick={(at) => act('send-at', { messageId, sendAt: new Date(at).toISOString() })}
              />
            </>
          )}
          <Button size={24} disabled={busy} onClick={() => act('withdraw', { messageId })}>
            {t(soon ? 'undo' : 'withdraw')}
          </Button>
        </div>
      )}
    </article>
  )
}
