import { Popover as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { useOpenedByKey } from './return-focus.ts'

export type PopoverProps = {
  /** One element that takes a ref, such as `Button`. */
  trigger: ReactNode
  label: string
  open?: boolean
  onOpenChange?: (open: boolean) => void
  align?: 'start' | 'center' | 'end'
  children: ReactNode
}

export function Popover({ trigger, label, open, onOpenChange, align = 'start', children }: PopoverProps) {
  const byKey = useOpenedByKey(open, onOpenChange)
  return (
    <Radix.Root open={open} onOpenChange={byKey.onOpenChange}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={byKey.onCloseAutoFocus}
          className="float-in z-30 max-w-[360px] rounded-[5px] border border-line-2 bg-surface p-3 text-badan text-text shadow-float"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
