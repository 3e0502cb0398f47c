import { forwardRef, type InputHTMLAttributes, type ReactNode, useId } from 'react'
import { cx } from './cx.ts'
import { useDensity } from './density.tsx'
import { useFieldWiring } from './field.tsx'
import { StateGlyph } from './glyph.tsx'
import { Kbd } from './kbd.tsx'

type Base = Omit<InputHTMLAttributes<HTMLInputElement>, 'type' | 'size'>

export type CheckboxProps = Base & { label: ReactNode; help?: ReactNode }

const Tick = forwardRef<HTMLInputElement, CheckboxProps & { type: 'checkbox' | 'radio' }>(function Tick(props, ref) {
  const { label, help, className, ...rest } = props
  const id = useId()
  const { 'aria-describedby': describedBy, 'aria-invalid': invalid } = useFieldWiring()
  const phone = useDensity() === 'phone'
  return (
    <label
      className={cx(
        'flex items-start gap-2',
        phone ? 'min-h-12 py-3 text-ponsel' : 'min-h-6 py-[3px] text-badan',
        className,
      )}
    >
      <input
        ref={ref}
        aria-describedby={cx(help && `${id}-help`, describedBy) || undefined}
        aria-invalid={invalid}
        {...rest}
        className={cx('shrink-0 accent-accent', phone ? 'mt-px size-5' : 'mt-px size-4')}
      />
      <span className="min-w-0">
        {label}
        {help && (
          <span id={`${id}-help`} className={cx('block text-text-2', phone ? 'text-[14px]/[20px]' : 'text-kecil')}>
            {help}
          </span>
        )}
      </span>
    </label>
  )
})

export const Checkbox = forwardRef<HTMLInputElement, CheckboxProps>(function Checkbox(props, ref) {
  return <Tick ref={ref} type="checkbox" {...props} />
})

export const Radio = forwardRef<HTMLInputElement, CheckboxProps>(function Radio(props, ref) {
  return <Tick ref={ref} type="radio" {...props} />
})

export type ChoiceOption = {
  value: string
  label: ReactNode
  keys?: string
  /** Choosing it makes the incident P1. */
  life?: boolean
  disabled?: boolean
}

export type ChoiceProps = {
  name: string
  label: string
  options: readonly ChoiceOption[]
  value?: string
  defaultValue?: string
  onValueChange?: (value: string) => void
  className?: string
}

function Option({ option, name, value, defaultValue, onValueChange, className, children }: OptionProps) {
  const controlled =
    value === undefined ? { defaultChecked: defaultValue === option.value } : { checked: value === option.value }
  return (
    <label
      className={cx(
        'group relative inline-flex select-none items-center whitespace-nowrap border-ctl bg-surface hover:bg-surface-2 has-focus-visible:z-10 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus has-disabled:bg-sunken has-disabled:text-text-3',
        className,
      )}
    >
      <input
        type="radio"
        name={name}
        value={option.value}
        disabled={option.disabled}
        {...controlled}
        onChange={() => onValueChange?.(option.value)}
        className="sr-only"
      />
      {children}
    </label>
  )
}

type OptionProps = Omit<ChoiceProps, 'options' | 'label'> & { option: ChoiceOption; children: ReactNode }

/** One joined segment, for Ya / Tidak / Tidak tahu and views; the chosen answer is filled. */
export function Segmented({ options, label, className, ...rest }: ChoiceProps) {
  const phone = useDensity() === 'phone'
  return (
    <div role="radiogroup" aria-label={label} className={cx('inline-flex', className)}>
      {options.map((option) => (
        <Option
          key={option.value}
          option={option}
          {...rest}
          className={cx(
            'gap-1.5 border font-medium not-first:-ml-px first:rounded-l-[5px] last:rounded-r-[5px]',
            phone ? 'h-12 px-4 text-ponsel' : 'h-8 px-2.5 text-badan',
            option.life
              ? 'has-checked:border-life-solid has-checked:bg-life-solid has-checked:text-on-life'
              : 'has-checked:border-accent has-checked:bg-accent has-checked:text-on-accent',
          )}
        >
          {option.label}
          {option.keys && (
            <Kbd className="group-has-checked:border-b group-has-checked:border-white/55 group-has-checked:bg-transparent group-has-checked:text-current">
              {option.keys}
            </Kbd>
          )}
        </Option>
      ))}
    </div>
  )
}

/** A row of boxes, each starting with its key. */
export function NumberedChoice({ options, label, className, ...rest }: ChoiceProps) {
  const phone = useDensity() === 'phone'
  return (
    <div role="radiogroup" aria-label={label} className={cx('flex flex-wrap gap-2', className)}>
      {options.map((option) => (
        <Option
          key={option.value}
          option={option}
          {...rest}
          className={cx(
            'gap-1.5 rounded-[5px] border has-checked:border-link has-checked:bg-accent-tint has-checked:font-semibold has-checked:inset-ring has-checked:inset-ring-link',
            phone ? 'h-12 px-4 text-ponsel' : 'h-8 px-2 text-badan',
          )}
        >
          {option.keys && <Kbd>{option.keys}</Kbd>}
          {option.label}
          <StateGlyph name="check" className="hidden text-link group-has-checked:block" colour="inherit" />
        </Option>
      ))}
    </div>
  )
}
