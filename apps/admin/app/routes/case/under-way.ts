/**
 * Acts on a ticket that have no answer yet. Who goes on to the next ticket by key waits for them: a refusal is seen
 * where it happened, and what was sent can still be taken back.
 */
let open = 0
let refused = false
let waiting: ((well: boolean) => void)[] = []

/** An act has begun; the function that is returned ends it, once. */
export function beginAct(): (well: boolean) => void {
  if (open++ === 0) refused = false
  let ended = false
  return (well) => {
    if (ended) return
    ended = true
    if (!well) refused = true
    if (--open > 0) return
    const told = waiting
    waiting = []
    for (const tell of told) tell(!refused)
  }
}

/** Resolves with whether all went well; null when nothing is under way. */
export function actsUnderWay(): Promise<boolean> | null {
  return open === 0 ? null : new Promise((resolve) => waiting.push(resolve))
}
