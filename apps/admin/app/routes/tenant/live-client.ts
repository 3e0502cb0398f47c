export type LiveEvent = { type: string; id: string; version: number; position: number }

/** Who is at a ticket; not an event: it has no position and is never sent again. */
export type PresenceNews = { memberId: string; caseId: string; state: 'viewing' | 'typing' | 'gone' }

type Message =
  | { kind: 'events'; events: LiveEvent[]; position: number }
  | { kind: 'reset'; position: number }
  | { kind: 'state'; open: boolean }
  | { kind: 'presence'; news: PresenceNews }
  | { kind: 'hello' }

export type LiveHandlers = {
  onEvents(events: LiveEvent[]): void
  onReset(): void
  onState(open: boolean): void
  onPresence?(news: PresenceNews): void
}

const retryMs = 3_000

/**
 * Follows a tenant's live stream. Of the tabs that show the same tenant one holds the stream (a web lock elects it) and
 * tells the others; where locks or channels are missing each tab has its own. Returns how to stop.
 */
export function followStream(tenantSlug: string, memberId: string, handlers: LiveHandlers): () => void {
  const name = `siaga-live-${tenantSlug}-${memberId}`
  const shared = 'locks' in navigator && 'BroadcastChannel' in window
  const channel = shared ? new BroadcastChannel(name) : null
  const stopping = new AbortController()
  let position: number | null = null
  let stream: EventSource | null = null
  let isOpen = false
  let retry: ReturnType<typeof setTimeout> | undefined

  function take(message: Message) {
    if (message.kind === 'hello') {
      if (stream) channel?.postMessage({ kind: 'state', open: isOpen } satisfies Message)
      return
    }
    if (message.kind === 'state') return handlers.onState(message.open)
    if (message.kind === 'presence') return handlers.onPresence?.(message.news)
    position = message.position
    if (message.kind === 'events') handlers.onEvents(message.events)
    else handlers.onReset()
  }

  function tell(message: Message) {
    channel?.postMessage(message)
    take(message)
  }

  function setOpen(open: boolean) {
    isOpen = open
    tell({ kind: 'state', open })
  }

  function openStream() {
    if (stopping.signal.aborted) return
    const source = new EventSource(`/t/${tenantSlug}/live${position === null ? '' : `?from=${position}`}`)
    stream = source
    source.onopen = () => setOpen(true)
    source.onerror = () => {
      setOpen(false)
      if (source.readyState !== EventSource.CLOSED) return
      clearTimeout(retry)
      retry = setTimeout(openStream, retryMs)
    }
    source.addEventListener('events', (event: MessageEvent<string>) =>
      tell({ kind: 'events', events: JSON.parse(event.data), position: Number(event.lastEventId) }),
    )
    source.addEventListener('presence', (event: MessageEvent<string>) =>
      tell({ kind: 'presence', news: JSON.parse(event.data) }),
    )
    source.addEventListener('reset', (event: MessageEvent<string>) =>
      tell({ kind: 'reset', position: Number(event.lastEventId) }),
    )
  }

  function comeBack() {
    if (!stream || isOpen) return
    clearTimeout(retry)
    stream.close()
    openStream()
  }

  if (channel) {
    channel.onmessage = (event: MessageEvent<Message>) => take(event.data)
    channel.postMessage({ kind: 'hello' } satisfies Message)
    const held = new Promise<void>((release) => stopping.signal.addEventListener('abort', () => release()))
    navigator.locks
      .request(name, { signal: stopping.signal }, () => {
        openStream()
        return held
      })
      .catch((error: unknown) => {
        if (!stopping.signal.aborted) throw error
      })
  } else {
    openStream()
  }
  window.addEventListener('online', comeBack)
  return () => {
    stopping.abort()
    clearTimeout(retry)
    stream?.close()
    channel?.close()
    window.removeEventListener('online', comeBack)
  }
}
