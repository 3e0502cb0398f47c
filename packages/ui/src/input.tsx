import { ChevronDown } from 'lucide-react'
import {
  forwardRef,
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
} from 'react'
import { cx } from './cx.ts'
import { type Density, useDensity } from './density.tsx'
import { useFieldWiring } from './field.tsx'

const FRAME = {
  box: 'border-ctl bg-surface',
  /** In the ticket panel: an underline until it is used. */
  underline:
    'border-transparent border-b-line-2 bg-transparent hover:border-ctl hover:bg-surface focus:border-ctl focus:bg-surface rounded-b-none hover:rounded-[5px] focus:rounded-[5px]',
}

type Look = keyof typeof FRAME

function look(density: Density, frame: Look = 'box') {
  return cx(
    'w-full min-w-0 border text-text -outline-offset-1 focus:outline-2 focus:outline-focus',
    'aria-invalid:border-text aria-invalid:inset-ring aria-invalid:inset-ring-text',
    'read-only:not-[select]:border-transparent read-only:not-[select]:bg-sunken disabled:cursor-not-allowed disabled:border-line-2 disabled:bg-sunken disabled:text-text-3',
    density === 'phone' ? 'rounded-[8px] px-3.5 text-ponsel' : 'rounded-[5px] px-2 text-badan',
    FRAME[frame],
  )
}

const height = (density: Density) => (density === 'phone' ? 'h-12' : 'h-8')

export type InputProps = InputHTMLAttributes<HTMLInputElement> & { look?: Look; mono?: boolean; icon?: ReactNode }

export const Input = forwardRef<HTMLInputElement, InputProps>(function Input(props, ref) {
  const { look: frame, mono, icon, className, ...rest } = props
  const density = useDensity()
  const wiring = useFieldWiring()
  const box = cx(
    look(density, frame),
    height(density),
    mono && 'font-mono',
    icon && (density === 'phone' ? 'pl-11' : 'pl-8'),
  )
  const input = <input ref={ref} type="text" {...wiring} {...rest} className={cx(box, !icon && className)} />
  if (!icon) return input
  return (
    <span className={cx('relative block', className)}>
      <span
        aria-hidden="true"
        className={cx(
          'pointer-events-none absolute inset-y-0 flex items-center text-text-2',
          density === 'phone' ? 'left-3.5' : 'left-2.5',
        )}
      >
        {icon}
      </span>
      {input}
    </span>
  )
})

export type TextareaProps = TextareaHTMLAttributes<HTMLTextAreaElement>

export const Textarea = forwardRef<HTMLTextAreaElement, TextareaProps>(function Textarea({ className, ...rest }, ref) {
  const density = useDensity()
  const wiring = useFieldWiring()
  return (
    <textarea
      ref={ref}
      rows={4}
      {...wiring}
      {...rest}
      className={cx(look(density), 'block resize-y py-1.5', className)}
    />
  )
})

export type SelectProps = SelectHTMLAttributes<HTMLSelectElement> & { look?: Look }

/** The native list: it works with a keyboard, a phone and without scripts. */
export const Select = forwardRef<HTMLSelectElement, SelectProps>(function Select(props, ref) {
  const { look: frame, className, children, ...rest } = props
  const density = useDensity()
  const wiring = useFieldWiring()
  return (
    <span className={cx('relative block', className)}>
      <select
        ref={ref}
        {...wiring}
        {...rest}
        className={cx(
          look(density, frame),
          height(density),
          'appearance-none text-ellipsis pr-7 [&>option]:bg-surface [&>option]:text-text',
        )}
      >
        {children}
      </select>
      <ChevronDown
        aria-hidden="true"
        size={16}
        strokeWidth={1.75}
        className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 text-text-2"
      />
    </span>
  )
})
