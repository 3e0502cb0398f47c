import { X } from 'lucide-react'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { Button, IconButton } from './button.tsx'
import { cx } from './cx.ts'
import { type GlyphName, StateGlyph } from './glyph.tsx'
import { useKeys } from './keys.ts'
import { useTexts } from './locale.tsx'
import { defineTexts } from './texts.ts'

const texts = defineTexts({
  undo: { id: 'Urungkan', en: 'Undo' },
  close: { id: 'Tutup pemberitahuan', en: 'Close notification' },
  region: { id: 'Pemberitahuan', en: 'Notifications' },
})

const VISIBLE_MS = 5000
const MOST = 2

export type ToastKind = 'ok' | 'info' | 'error'
export type ToastOptions = { message: ReactNode; kind?: ToastKind; undo?: () => void }
export type ToastApi = { show: (toast: ToastOptions) => number; dismiss: (id: number) => void }
type Toast = ToastOptions & { id: number }

const ToastContext = createContext<ToastApi>({ show: () => 0, dismiss: () => {} })

/** `show({ message, kind?, undo? })`; an error stays until it is closed. */
export function useToast(): ToastApi {
  return useContext(ToastContext)
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const t = useTexts(texts)
  const [toasts, setToasts] = useState<readonly Toast[]>([])
  const nextId = useRef(1)
  const dismiss = useCallback((id: number) => setToasts((now) => now.filter((toast) => toast.id !== id)), [])
  const show = useCallback((options: ToastOptions) => {
    const id = nextId.current++
    setToasts((now) => makeRoom(now).concat({ ...options, id }))
    return id
  }, [])
  const api = useMemo(() => ({ show, dismiss }), [show, dismiss])
  const undoable = toasts.findLast((toast) => toast.undo)
  const undo = (toast: Toast) => {
    toast.undo?.()
    dismiss(toast.id)
  }
  useKeys({ z: undoable && (() => undo(undoable)) })
  return (
    <ToastContext.Provider value={api}>
      {children}
      <section
        aria-label={t('region')}
        aria-live="polite"
        className="pointer-events-none fixed bottom-3 left-3 z-40 flex w-[calc(100vw-24px)] max-w-[420px] flex-col gap-2 min-[900px]:left-21 min-[1200px]:max-w-[320px]"
      >
        {toasts.map((toast) => (
          <ToastItem key={toast.id} toast={toast} onUndo={() => undo(toast)} onClose={dismiss} />
        ))}
      </section>
    </ToastContext.Provider>
  )
}

/** At most two: the oldest that is not an error leaves first. */
function makeRoom(toasts: readonly Toast[]): readonly Toast[] {
  if (toasts.length < MOST) return toasts
  const leaving = toasts.find((toast) => toast.kind !== 'error') ?? toasts[0]
  return toasts.filter((toast) => toast !== leaving)
}

type ItemProps = { toast: Toast; onUndo: () => void; onClose: (id: number) => void }

function ToastItem({ toast, onUndo, onClose }: ItemProps) {
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (held || toast.kind === 'error') return
    const timer = setTimeout(() => onClose(toast.id), VISIBLE_MS)
    return () => clearTimeout(timer)
  }, [held, toast, onClose])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointer and focus only hold the timer
    <div
      className="float-in pointer-events-auto"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <ToastCard {...toast} undo={toast.undo && onUndo} onClose={() => onClose(toast.id)} />
    </div>
  )
}

const LOOKS: Record<ToastKind, { glyph: GlyphName; bar: string }> = {
  ok: { glyph: 'check', bar: 'border-l-ok-solid' },
  info: { glyph: 'now', bar: 'border-l-link' },
  error: { glyph: 'warn', bar: 'border-l-warn-solid' },
}

export type ToastCardProps = ToastOptions & { onClose: () => void }

export function ToastCard({ message, kind = 'ok', undo, onClose }: ToastCardProps) {
  const t = useTexts(texts)
  const look = LOOKS[kind]
  return (
    <div
      role={kind === 'error' ? 'alert' : undefined}
      className={cx(
        'flex min-h-10 items-center gap-2 rounded-[5px] border border-line-2 border-l-3 bg-surface py-1 pr-1 pl-3 text-badan text-text shadow-toast',
        look.bar,
      )}
    >
      <StateGlyph name={look.glyph} size={14} />
      <span className="min-w-0 grow">{message}</span>
      {undo && (
        <Button size={24} kbd="Z" onClick={undo}>
          {t('undo')}
        </Button>
      )}
      <IconButton label={t('close')} size={28} onClick={onClose}>
        <X aria-hidden="true" size={16} strokeWidth={1.75} />
      </IconButton>
    </div>
  )
}
