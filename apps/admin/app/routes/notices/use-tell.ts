import { useNavigate } from '@remix-run/react'
import { useTexts, useTimeZone } from '@siaga/ui'
import { useCallback } from 'react'
import { type AlertKind, loudest, wallTime, waysOf } from './alert-rules.ts'
import type { NoticesData } from './data.ts'
import { tellDesktop } from './desktop.ts'
import { kindTexts } from './notices.texts.ts'
import type { Sounder } from './sounder.ts'

export type Telling = { kind: AlertKind; tag: string; number: string | null; to: string }
/** `silent`: its sound is somebody else's. */
export type Tell = (what: readonly Telling[], how?: { silent: boolean }) => void
export type Preferences = NoticesData['preferences']
export type Held<T> = { readonly current: T }

/** Tells of things on the ways that the person has chosen for them. */
export function useTell(preferences: Preferences | null, sounder: Held<Sounder | null>, isTeller: Held<boolean>): Tell {
  const words = useTexts(kindTexts)
  const navigate = useNavigate()
  const zone = useTimeZone()
  return useCallback(
    (what, how) => {
      if (!preferences) return
      const time = wallTime(Date.now(), zone)
      const loud = what.filter(({ kind }) => waysOf(preferences, kind, time).sound)
      const sound = loudest(loud.map(({ kind }) => kind))
      if (sound && !how?.silent) sounder.current?.play(sound, preferences.volume)
      if (!isTeller.current) return
      for (const { kind, tag, number, to } of what) {
        // Somebody who looks at the page sees it there; a life at stake is told in any case.
        if (!waysOf(preferences, kind, time).desktop || (document.hasFocus() && kind !== 'p1')) continue
        tellDesktop({ tag, title: words(kind), body: number ?? '', onOpen: () => navigate(to) })
      }
    },
    [preferences, sounder, isTeller, words, navigate, zone],
  )
}
