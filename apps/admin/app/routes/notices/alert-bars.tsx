import { useLocation, useNavigate } from '@remix-run/react'
import { Button, durationWords, StateGlyph, useLocale, useNow, useTexts } from '@siaga/ui'
import { BellOff, Volume2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTenantHere } from '../tenant/use-tenant.ts'
import { noticesTexts } from './notices.texts.ts'
import { useNotices } from './notices-provider.tsx'

const iconProps = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const

/** What must be seen on every page: lives that wait, and what the shift before has left. */
export function AlertBars() {
  return (
    <>
      <LifeBar />
      <HandoverBar />
    </>
  )
}

/** The seen twin of titir. */
function LifeBar() {
  const t = useTexts(noticesTexts)
  const navigate = useNavigate()
  const { tenant, p1, counts } = useTenantHere()
  const notices = useNotices()
  const [first] = p1
  if (!notices || !first) return null
  const to = `/t/${tenant.slug}/inbox/${first.id}?view=unassigned`
  const sounds = notices.data?.preferences.kinds.p1?.sound && (notices.data?.preferences.volume ?? 0) > 0
  return (
    <section
      aria-label={t('p1Waits', { count: counts?.p1 ?? p1.length })}
      className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 border-b border-life-line bg-life-tint px-4 py-1 text-life"
    >
      <StateGlyph name="life" size={14} />
      <b className="font-semibold">{t('p1Waits', { count: counts?.p1 ?? p1.length })}</b>
      <span className="tabular text-text">
        {t('p1Since')} <Since from={first.openedAt} />
      </span>
      <span className="ml-auto flex items-center gap-2">
        {sounds && notices.sound === 'locked' && <Unlock />}
        {sounds &&
          (notices.titir.length > 0 ? (
            <Button size={28} icon={<BellOff {...iconProps} />} onClick={notices.hush}>
              {t('p1Hush')}
            </Button>
          ) : (
            <span className="text-kecil text-text">{t('p1Hushed')}</span>
          ))}
        <Button size={28} variant="life" onClick={() => navigate(to)}>
          {t('p1Open', { number: first.number })}
        </Button>
      </span>
    </section>
  )
}

function Since({ from }: { from: number }) {
  const locale = useLocale()
  const { now } = useTenantHere()
  return <span role="timer">{durationWords(locale, Math.max(0, useNow(now) - from))}</span>
}

/** The browser waits for a press before it lets a page sound. */
export function Unlock() {
  const t = useTexts(noticesTexts)
  const notices = useNotices()
  return (
    <Button size={28} title={t('unlockHelp')} icon={<Volume2 {...iconProps} />} onClick={() => notices?.unlock()}>
      {t('unlock')}
    </Button>
  )
}

/** In the top bar, while something should sound and cannot. */
export function SoundAffordance() {
  const notices = useNotices()
  const { p1 } = useTenantHere()
  const preferences = notices?.data?.preferences
  // The bar over the page has the same button.
  if (p1.length > 0) return null
  if (!notices || !preferences || notices.sound !== 'locked' || preferences.volume === 0) return null
  return Object.values(preferences.kinds).some(({ sound }) => sound) ? <Unlock /> : null
}

/** At the beginning of work: what the shift before has left; put off for this window with "later". */
function HandoverBar() {
  const t = useTexts(noticesTexts)
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const { tenant } = useTenantHere()
  const waiting = useNotices()?.data?.handovers ?? 0
  const [later, setLater] = useState(0)
  useEffect(() => {
    if (waiting < later) setLater(waiting)
  }, [waiting, later])
  const to = `/t/${tenant.slug}/handover`
  if (waiting <= later || pathname === to) return null
  return (
    <section
      aria-label={t('handover')}
      className="flex min-h-9 items-center gap-3 border-b border-accent-line bg-accent-tint px-4 py-1"
    >
      <StateGlyph name="now" />
      <span className="font-semibold">{t('handoverWaits', { count: waiting })}</span>
      <span className="ml-auto flex items-center gap-2">
        <Button size={28} variant="quiet" onClick={() => setLater(waiting)}>
          {t('later')}
        </Button>
        <Button size={28} onClick={() => navigate(to)}>
          {t('handoverRead')}
        </Button>
      </span>
    </section>
  )
}
