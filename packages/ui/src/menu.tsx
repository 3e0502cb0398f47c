import { Check } from 'lucide-react'
import { DropdownMenu as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import { Kbd } from './kbd.tsx'
import { useOpenedByKey } from './return-focus.ts'

export type MenuProps = {
  /** One element that takes a ref, such as `Button`. */ trigger: ReactNode
  align?: 'start' | 'end'
  /** For a menu that a key also opens. */
  open?: boolean
  onOpenChange?: (open: boolean) => void
  children: ReactNode
}

export function Menu({ trigger, align = 'start', open, onOpenChange, children }: MenuProps) {
  const byKey = useOpenedByKey(open, onOpenChange)
  return (
    <Radix.Root open={open} onOpenChange={byKey.onOpenChange} modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={byKey.onCloseAutoFocus}
          className="float-in z-30 max-h-(--radix-dropdown-menu-content-available-height) min-w-50 overflow-y-auto rounded-[5px] border border-line-2 bg-surface py-1 text-badan text-text shadow-float"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

const item =
  'flex min-h-8 w-full cursor-pointer select-none items-center gap-2 px-3 outline-none data-highlighted:bg-accent-tint data-disabled:cursor-not-allowed data-disabled:text-text-3'

export type MenuItemProps = {
  icon?: ReactNode
  keys?: string
  disabled?: boolean
  onSelect?: () => void
  /** The child is a link and becomes the item. */
  asChild?: boolean
  children: ReactNode
}

export function MenuItem({ icon, keys, asChild, disabled, onSelect, children }: MenuItemProps) {
  if (asChild) {
    return (
      <Radix.Item asChild disabled={disabled} onSelect={onSelect} className={item}>
        {children}
      </Radix.Item>
    )
  }
  return (
    <Radix.Item disabled={disabled} onSelect={onSelect} className={item}>
      {icon}
      <span className="grow">{children}</span>
      {keys && <Kbd>{keys}</Kbd>}
    </Radix.Item>
  )
}

export type MenuChoiceProps = {
  label?: ReactNode
  value: string
  onValueChange: (value: string) => void
  options: readonly { value: string; label: ReactNode; icon?: ReactNode }[]
}

/** One of several, with a check at the chosen one. */
export function MenuChoice({ label, value, onValueChange, options }: MenuChoiceProps) {
  return (
    <Radix.RadioGroup value={value} onValueChange={onValueChange}>
      {label && <MenuLabel>{label}</MenuLabel>}
      {options.map((option) => (
        <Radix.RadioItem
          key={option.value}
          value={option.value}
          className={cx(item, 'data-[state=checked]:font-semibold')}
        >
          {option.icon}
          <span className="grow">{option.label}</span>
          <Radix.ItemIndicator>
            <Check aria-hidden="true" size={16} strokeWidth={1.75} className="text-link" />
          </Radix.ItemIndicator>
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  )
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-3 pt-1.5 pb-1 text-mikro font-semibold text-text-2">{children}</Radix.Label>
}

export function MenuSeparator() {
  return <Radix.Separator className="my-1 h-px bg-line" />
}
