import { useEffect, useRef } from 'react'

const FLOATING = '[role=dialog], [role=alertdialog], [role=menu]'

/** What of the page, not of what floats over it, had the focus last; null when nothing has it. */
let latest: Element | null = null

function onFocusIn({ target }: FocusEvent) {
  if (target instanceof Element && !target.closest(FLOATING)) latest = target
}
function onFocusOut({ target, relatedTarget }: FocusEvent) {
  if (relatedTarget === null && target === latest) latest = null
}

let listeners = 0

function listen() {
  if (listeners++ === 0) {
    document.addEventListener('focusin', onFocusIn)
    document.addEventListener('focusout', onFocusOut)
  }
  return () => {
    if (--listeners > 0) return
    document.removeEventListener('focusin', onFocusIn)
    document.removeEventListener('focusout', onFocusOut)
  }
}

/**
 * For what floats over the page without a trigger of its own (a key or a menu opened it): when it closes, the focus goes
 * back to where the person was, unless something else has taken it meanwhile. Give it to `onCloseAutoFocus`.
 */
export function useReturnFocus(open: boolean): (event: Event) => void {
  const before = useRef<Element | null>(null)
  const wasOpen = useRef(false)
  if (open && !wasOpen.current && typeof document !== 'undefined') {
    const now = document.activeElement
    before.current = now?.closest(FLOATING) ? latest : now
  }
  wasOpen.current = open
  useEffect(listen, [])
  return (event) => {
    event.preventDefault()
    const now = document.activeElement
    if (now && now !== document.body) return
    if (before.current instanceof HTMLElement && before.current.isConnected)
      before.current.focus({ preventScroll: true })
  }
}

/** For what has a trigger and can also be opened by a key: the trigger gets the focus only when it was used. */
export function useOpenedByKey(open: boolean | undefined, onOpenChange: ((open: boolean) => void) | undefined) {
  const byTrigger = useRef(open === undefined)
  const returnFocus = useReturnFocus(open ?? false)
  return {
    onOpenChange(to: boolean) {
      if (to) byTrigger.current = true
      onOpenChange?.(to)
    },
    onCloseAutoFocus(event: Event) {
      if (byTrigger.current) byTrigger.current = open === undefined
      else returnFocus(event)
    },
  }
}
