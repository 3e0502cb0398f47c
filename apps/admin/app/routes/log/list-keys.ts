import type { KeyboardEvent } from 'react'

type List = { count: number; active: number; setActive(index: number): void; pick(index: number): void }

/** Arrows and Enter of a field with a list under it; everything else is typing. −1 = nothing is pointed at. */
export function listKeys({ count, active, setActive, pick }: List) {
  return (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || count === 0) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const step = event.key === 'ArrowDown' ? 1 : -1
      setActive(active < 0 ? (step > 0 ? 0 : count - 1) : (active + step + count) % count)
    }
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && active >= 0) {
      event.preventDefault()
      pick(active)
    }
  }
}
