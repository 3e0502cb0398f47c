import { createContext, useContext, useEffect, useRef } from 'react'

export type KeyHandler = (event: KeyboardEvent) => void

/** Keys as written here: 'j', '?', '/', 'space', 'enter', 'escape', 'arrowdown', 'f2', 'ctrl+k', 'ctrl+enter', 'alt+1'. */
export type KeyMap = Record<string, KeyHandler | undefined>

export type UseKeysOptions = {
  enabled?: boolean
  /** These keys belong to the dialog itself and work while it is open. */
  inDialog?: boolean
  /** Keys of the frame around every page: a page that uses the same key has it first. */
  ofFrame?: boolean
}

const SingleKeysContext = createContext(true)

/** A person can switch single-letter keys off; combinations and F-keys keep working. */
export const SingleKeysProvider = SingleKeysContext.Provider

const FIELDS =
  'input:not([type=checkbox]):not([type=radio]):not([type=button]), textarea, select, [contenteditable=""], [contenteditable=true]'
const DIALOGS = '[role=dialog][data-state=open], [role=alertdialog][data-state=open], [role=menu][data-state=open]'

/** The name of a pressed key; ⌘ counts as Ctrl. Shift is part of the character, except with Ctrl or Alt. */
export function keyName(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): string {
  const key = event.key === ' ' ? 'space' : event.key.toLowerCase()
  const command = event.ctrlKey || event.metaKey
  const shift = event.shiftKey && (command || event.altKey || key.length > 1) && key !== 'shift'
  return [command && 'ctrl', event.altKey && 'alt', shift && 'shift', key].filter(Boolean).join('+')
}

/** Whether a key by itself could also be typing or pressing a focused control. */
function belongsToTarget(name: string, target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false
  if (name.includes('ctrl+') || name.includes('alt+') || /^f\d+$/.test(name)) return false
  if (target.closest(FIELDS)) return true
  return (name === 'space' || name === 'enter') && Boolean(target.closest('button, a, summary, [role=button], input'))
}

/** Keys of a page. Single keys work only outside fields; nothing works while a dialog or menu is open, unless `inDialog`. */
export function useKeys(map: KeyMap, { enabled = true, inDialog = false, ofFrame = false }: UseKeysOptions = {}): void {
  const singleKeys = useContext(SingleKeysContext)
  const latest = useRef(map)
  useEffect(() => {
    latest.current = map
  })
  useEffect(() => {
    if (!enabled) return
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      const name = keyName(event)
      const handler = latest.current[name]
      if (!handler || belongsToTarget(name, event.target)) return
      if (!singleKeys && name.length === 1) return
      if (!inDialog && document.querySelector(DIALOGS)) return
      event.preventDefault()
      handler(event)
    }
    // An event reaches the window after the document, whichever of the two listened first.
    const place: EventTarget = ofFrame ? window : document
    place.addEventListener('keydown', onKeyDown as EventListener)
    return () => place.removeEventListener('keydown', onKeyDown as EventListener)
  }, [enabled, inDialog, ofFrame, singleKeys])
}
