import type { Database } from '@siaga/db'

const wakers = new WeakMap<Database, () => void>()

/** What `wake` does in this process; set once when Redis is connected. A hint only: the relay polls behind it. */
export function onWake(db: Database, waker: () => void): void {
  wakers.set(db, waker)
}

/** Tells the relay that there is work. */
export function wake(db: Database): void {
  wakers.get(db)?.()
}

/** Calls `hint` at once, then at most every `everyMs`. */
export function throttled(hint: () => void, everyMs: number): () => void {
  let last = 0
  let waiting: NodeJS.Timeout | null = null
  return () => {
    if (waiting) return
    const rest = last + everyMs - Date.now()
    if (rest <= 0) {
      last = Date.now()
      hint()
    } else {
      waiting = setTimeout(() => {
        waiting = null
        last = Date.now()
        hint()
      }, rest)
      waiting.unref()
    }
  }
}
