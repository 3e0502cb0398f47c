import { AlertDialog, Dialog as Radix } from 'radix-ui'
import { type ReactNode, useRef } from 'react'
import { Button } from './button.tsx'
import { cx } from './cx.ts'
import { useTexts } from './locale.tsx'
import { useReturnFocus } from './return-focus.ts'
import { defineTexts } from './texts.ts'

const texts = defineTexts({ cancel: { id: 'Batal', en: 'Cancel' } })

export const overlayLook = 'fixed inset-0 z-50 bg-[rgb(10_14_22/0.4)]'
export const dialogLook =
  'fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-32px)] w-[calc(100vw-32px)] -translate-x-1/2 -translate-y-1/2 flex-col overflow-hidden rounded-[8px] border border-line-2 bg-surface text-text shadow-float outline-none'

function Heading({ title, description }: { title: ReactNode; description: ReactNode }) {
  return (
    <>
      <span className="block text-judul-3">{title}</span>
      {description && <span className="mt-1 block font-normal text-text-2">{description}</span>}
    </>
  )
}

export type DialogProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: ReactNode
  description?: ReactNode
  /** Buttons, at the right of the foot. */
  actions?: ReactNode
  /** In px; 420 unless given. */
  width?: number
  children?: ReactNode
}

/** A form or a choice over the page. To confirm an act, use `ConfirmDialog`. */
export function Dialog({ open, onOpenChange, title, description, actions, width = 420, children }: DialogProps) {
  const described = description ? {} : { 'aria-describedby': undefined }
  const returnFocus = useReturnFocus(open)
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={overlayLook} />
        <Radix.Content {...described} onCloseAutoFocus={returnFocus} className={dialogLook} style={{ maxWidth: width }}>
          <div className="overflow-y-auto p-4">
            <Radix.Title className="text-judul-3">{title}</Radix.Title>
            {description && <Radix.Description className="mt-1 text-text-2">{description}</Radix.Description>}
            {children && <div className="mt-3">{children}</div>}
          </div>
          {actions && <footer className="flex justify-end gap-2 border-t border-line px-4 py-3">{actions}</footer>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

export type ConfirmDialogProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  /** A question with its object: "Serahkan insiden ke Kabupaten Minahasa?". */
  title: ReactNode
  /** What follows from it. */
  consequence: ReactNode
  /** A verb. */
  confirmLabel: ReactNode
  cancelLabel?: ReactNode
  onConfirm: () => void
  /** It cannot be undone: focus starts on the safe button. */
  irreversible?: boolean
  /** Only to send units to a P1. */
  life?: boolean
  pending?: boolean
}

/** Only for what cannot be undone or crosses a tenant's border. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, onOpenChange, title, consequence, confirmLabel, cancelLabel, onConfirm, irreversible, life, pending } =
    props
  const t = useTexts(texts)
  const confirm = useRef<HTMLButtonElement>(null)
  const returnFocus = useReturnFocus(open)
  return (
    <AlertDialog.Root open={open} onOpenChange={onOpenChange}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className={overlayLook} />
        <AlertDialog.Content
          className={cx(dialogLook, 'max-w-[420px]')}
          onCloseAutoFocus={returnFocus}
          onOpenAutoFocus={(event) => {
            if (irreversible) return
            event.preventDefault()
            confirm.current?.focus()
          }}
        >
          <div className="overflow-y-auto p-4">
            <AlertDialog.Title className="text-judul-3">{title}</AlertDialog.Title>
            <AlertDialog.Description className="mt-1 text-text-2">{consequence}</AlertDialog.Description>
          </div>
          <footer className="flex justify-end gap-2 border-t border-line px-4 py-3">
            <AlertDialog.Cancel asChild>
              <Button kbd="Esc">{cancelLabel ?? t('cancel')}</Button>
            </AlertDialog.Cancel>
            <Button ref={confirm} variant={life ? 'life' : 'filled'} disabled={pending} onClick={onConfirm}>
              {confirmLabel}
            </Button>
          </footer>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}

export type DialogPreviewProps = { title: ReactNode; consequence: ReactNode; actions: ReactNode }

/** The look of a dialog standing in a page, for the gallery. */
export function DialogPreview({ title, consequence, actions }: DialogPreviewProps) {
  return (
    <div className="max-w-[420px] overflow-hidden rounded-[8px] border border-line-2 bg-surface shadow-float">
      <div className="p-4">
        <Heading title={title} description={consequence} />
      </div>
      <footer className="flex justify-end gap-2 border-t border-line px-4 py-3">{actions}</footer>
    </div>
  )
}
