import { Slot } from 'radix-ui'
import { type ButtonHTMLAttributes, forwardRef, type MouseEvent, type ReactNode, useId } from 'react'
import { cx } from './cx.ts'
import { useDensity } from './density.tsx'
import { Kbd } from './kbd.tsx'
import { Tooltip } from './tooltip.tsx'

export type ButtonVariant = 'filled' | 'outlined' | 'quiet' | 'life'
export type ButtonSize = 24 | 28 | 32 | 48 | 64

const VARIANTS: Record<ButtonVariant, string> = {
  filled: 'border-accent bg-accent text-on-accent hover:border-accent-hover hover:bg-accent-hover',
  outlined: 'border-ctl bg-surface text-text hover:border-text-2 hover:bg-surface-2',
  quiet: 'border-transparent text-text-2 hover:bg-surface-2 hover:text-text',
  life: 'border-life-solid bg-life-solid text-on-life hover:brightness-90',
}
const DISABLED = 'cursor-not-allowed border-line-2 bg-sunken text-text-3'
const SIZES: Record<ButtonSize, string> = {
  24: 'h-6 rounded-[5px] px-1.5 gap-1 text-kecil',
  28: 'h-7 rounded-[5px] px-2 gap-1.5 text-badan',
  32: 'h-8 rounded-[5px] px-2.5 gap-1.5 text-badan',
  48: 'h-12 rounded-[8px] px-4 gap-2 text-ponsel',
  64: 'h-16 rounded-[8px] px-5 gap-2 text-judul-2',
}
const SQUARES: Record<ButtonSize, string> = { 24: 'w-6', 28: 'w-7', 32: 'w-8', 48: 'w-12', 64: 'w-16' }

type Common = ButtonHTMLAttributes<HTMLButtonElement> & {
  variant?: ButtonVariant
  size?: ButtonSize
  /** Why it cannot be used now. It stays focusable so that the reason can be read; prefer an active button that explains. */
  disabledReason?: string
  /** Renders the only child (a link) with the button's look. */
  asChild?: boolean
}
export type ButtonProps = Common & { icon?: ReactNode; kbd?: string }

function look(variant: ButtonVariant, size: ButtonSize, off: boolean) {
  return cx(
    'inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap border font-medium transition-colors [&_svg]:shrink-0',
    SIZES[size],
    off ? DISABLED : VARIANTS[variant],
  )
}

/** `type` is "button" unless given. At most one filled button per region of the screen. */
export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button(props, ref) {
  const { variant = 'outlined', size, icon, kbd, asChild, disabledReason, className, children, ...rest } = props
  const density = useDensity()
  const reasonId = useId()
  const off = Boolean(rest.disabled || disabledReason)
  const Root = asChild ? Slot.Root : 'button'
  const guard = disabledReason
    ? { 'aria-disabled': true, 'aria-describedby': reasonId, onClick: (event: MouseEvent) => event.preventDefault() }
    : {}
  const button = (
    <Root
      ref={ref}
      {...(asChild ? {} : { type: 'button' as const })}
      {...rest}
      {...guard}
      className={cx(look(variant, size ?? (density === 'phone' ? 48 : 32), off), className)}
    >
      {icon}
      <Slot.Slottable>{children}</Slot.Slottable>
      {kbd && <Kbd onFill={!off && (variant === 'filled' || variant === 'life')}>{kbd}</Kbd>}
    </Root>
  )
  if (!disabledReason) return button
  return (
    <>
      <Tooltip label={disabledReason}>{button}</Tooltip>
      <span id={reasonId} className="sr-only">
        {disabledReason}
      </span>
    </>
  )
})

export type IconButtonProps = Omit<Common, 'children'> & { label: string; keys?: string; children: ReactNode }

/** Only an icon: it has a name, and a tooltip with the key. */
export const IconButton = forwardRef<HTMLButtonElement, IconButtonProps>(function IconButton(props, ref) {
  const { label, keys, variant = 'quiet', size, asChild, disabledReason, className, children, ...rest } = props
  const density = useDensity()
  const height = size ?? (density === 'phone' ? 48 : 32)
  const off = Boolean(rest.disabled || disabledReason)
  const Root = asChild ? Slot.Root : 'button'
  const guard = disabledReason ? { 'aria-disabled': true, onClick: (event: MouseEvent) => event.preventDefault() } : {}
  return (
    <Tooltip label={disabledReason ?? label} keys={keys}>
      <Root
        ref={ref}
        {...(asChild ? {} : { type: 'button' as const })}
        aria-label={disabledReason ? `${label}. ${disabledReason}` : label}
        {...rest}
        {...guard}
        className={cx(look(variant, height, off), 'px-0', SQUARES[height], className)}
      >
        {children}
      </Root>
    </Tooltip>
  )
})
