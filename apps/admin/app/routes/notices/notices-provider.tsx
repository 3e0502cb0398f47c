import { useLocation } from '@remix-run/react'
import { useAnnounce, useTexts } from '@siaga/ui'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react'
import type { Connection } from '../tenant/use-live.ts'
import { useTenantHere } from '../tenant/use-tenant.ts'
import { type Sound, titleWith } from './alert-rules.ts'
import { noticesTexts } from './notices.texts.ts'
import { holdLock, openSounder, type Sounder, type SoundState } from './sounder.ts'
import { useFreshNotices, useLostConnection, useNewCases, useSeenByOpening } from './use-alerts.ts'
import { useNoticesData } from './use-notices-data.ts'
import { useTell } from './use-tell.ts'
import { useTitir } from './use-titir.ts'

type NoticesApi = ReturnType<typeof useNoticesData> & {
  sound: SoundState
  unlock(): void
  tryOut(sound: Sound, volume: number): void
  /** Ids of lives that sound, or would with sound on. */
  titir: readonly string[]
  hush(): void
}

const NoticesContext = createContext<NoticesApi | null>(null)

/** Null where nobody is told of anything: without a desk. */
export const useNotices = () => useContext(NoticesContext)

type ProviderProps = { connection: Connection; enabled: boolean; children: ReactNode }

/** Keeps what the person must hear, and lets them hear it: sound, the system's notifications, the window's title. */
export function NoticesProvider({ connection, enabled, children }: ProviderProps) {
  const { tenant, me } = useTenantHere()
  const owner = `${tenant.slug}-${me.memberId}`
  const kept = useNoticesData(`/t/${tenant.slug}/notices`, owner, enabled)
  const { sounder, sound, isTeller } = useVoice(owner, enabled)
  const tell = useTell(kept.data?.preferences ?? null, sounder, isTeller)
  const titir = useTitir(owner, kept.data?.preferences ?? null, sounder, tell)
  useFreshNotices(kept, tell)
  useNewCases(enabled, tell, kept.data?.preferences ?? null)
  useLostConnection(connection, tell)
  useSeenByOpening(kept)
  useTitle(kept.data?.unseen ?? 0, kept.data?.most ?? 99)
  const api = useMemo<NoticesApi>(
    () => ({
      ...kept,
      sound,
      unlock: () => void sounder.current?.unlock(),
      tryOut: (which, volume) => void sounder.current?.tryOut(which, volume),
      ...titir,
    }),
    [kept, sound, sounder, titir],
  )
  return <NoticesContext.Provider value={enabled ? api : null}>{children}</NoticesContext.Provider>
}

/** Of a person's windows one sounds, and one tells the system. */
function useVoice(owner: string, enabled: boolean) {
  const sounder = useRef<Sounder | null>(null)
  const isTeller = useRef(false)
  const [sound, setSound] = useState<SoundState>('starting')
  useEffect(() => {
    if (!enabled) return
    sounder.current = openSounder(`siaga-sound-${owner}`, setSound)
    const stop = holdLock(`siaga-desktop-${owner}`, () => {
      isTeller.current = true
    })
    return () => {
      stop()
      isTeller.current = false
      sounder.current?.stop()
      sounder.current = null
    }
  }, [owner, enabled])
  return { sounder, sound, isTeller }
}

/** Says once, assertively, when more lives wait than before; keeps what waits in the window's title. */
function useTitle(unseen: number, most: number) {
  const t = useTexts(noticesTexts)
  const announce = useAnnounce()
  const p1 = useTenantHere().counts?.p1 ?? 0
  const before = useRef(p1)
  const { key } = useLocation()
  useEffect(() => {
    if (p1 > before.current) announce(t('p1Waits', { count: p1 }), 'assertive')
    before.current = p1
  }, [p1, announce, t])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a navigation sets the title anew
  useEffect(() => {
    document.title = titleWith(document.title, { p1, unseen }, most)
  }, [p1, unseen, most, key])
}
