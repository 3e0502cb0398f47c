import type { Sound } from './alert-rules.ts'
import { playKnocks } from './kentongan.ts'

/** `locked`: the browser wants a key or a click first, and no other window of this person can sound either. */
export type SoundState = 'starting' | 'locked' | 'ready' | 'elsewhere'

export type Sounder = {
  /** In this window only if it is the one that sounds. */
  play(sound: Sound, volume: number): void
  /** In this window, whichever sounds: to try it. After a press only. */
  tryOut(sound: Sound, volume: number): Promise<void>
  unlock(): Promise<void>
  stop(): void
}

/** Holds a lock of the browser while it is wanted; where there are none, every window is alone. */
export function holdLock(name: string, onHeld: () => void): () => void {
  if (!('locks' in navigator)) {
    onHeld()
    return () => undefined
  }
  const stopping = new AbortController()
  const held = new Promise<void>((release) => stopping.signal.addEventListener('abort', () => release()))
  navigator.locks
    .request(name, { signal: stopping.signal }, () => {
      onHeld()
      return held
    })
    .catch((error: unknown) => {
      if (!stopping.signal.aborted) throw error
    })
  return () => stopping.abort()
}

async function isHeldElsewhere(name: string): Promise<boolean> {
  if (!('locks' in navigator)) return false
  return (await navigator.locks.query()).held?.some((lock) => lock.name === name) ?? false
}

/**
 * The voice of a person's windows: of those in which the browser allows sound, one has it. A browser allows it after the
 * first key or click, so each window listens for one.
 */
export function openSounder(name: string, onState: (state: SoundState) => void): Sounder {
  let context: AudioContext | null = null
  let speaks = false
  let unlocked = false
  let release: () => void = () => undefined
  let stopped = false

  const tell = async () => {
    if (stopped) return
    if (speaks) onState('ready')
    else if (await isHeldElsewhere(name)) onState('elsewhere')
    else if (!unlocked) onState('locked')
  }

  async function unlock() {
    if (unlocked || stopped || !('AudioContext' in window)) return
    context ??= new AudioContext()
    if (context.state !== 'running') await context.resume()
    if (context.state !== 'running' || unlocked || stopped) return
    unlocked = true
    forget()
    release = holdLock(name, () => {
      speaks = true
      void tell()
    })
    void tell()
  }

  const gesture = () => void unlock()
  const look = () => void tell()
  const forget = () => {
    window.removeEventListener('pointerdown', gesture)
    window.removeEventListener('keydown', gesture)
  }
  window.addEventListener('pointerdown', gesture)
  window.addEventListener('keydown', gesture)
  document.addEventListener('visibilitychange', look)
  if (navigator.userActivation?.hasBeenActive) gesture()
  void tell()

  return {
    play(sound, volume) {
      if (!speaks || !context) {
        void tell()
        return
      }
      // A laptop that slept has put it to sleep as well.
      if (context.state !== 'running') void context.resume()
      playKnocks(context, sound, volume)
    },
    async tryOut(sound, volume) {
      await unlock()
      if (context) playKnocks(context, sound, volume)
    },
    unlock,
    stop() {
      stopped = true
      forget()
      document.removeEventListener('visibilitychange', look)
      release()
      void context?.close()
    },
  }
}
