import { createContext, type ReactNode, useContext, useId } from 'react'
import { cx } from './cx.ts'
import { useDensity } from './density.tsx'
import { StateGlyph } from './glyph.tsx'
import { useTexts } from './locale.tsx'
import { defineTexts } from './texts.ts'

const texts = defineTexts({ optional: { id: 'boleh kosong', en: 'optional' } })

type Wiring = { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }

const WiringContext = createContext<Partial<Wiring>>({})

/** What a control inside a `Field` takes over: its id, its description and whether it is wrong. */
export function useFieldWiring(): Partial<Wiring> {
  return useContext(WiringContext)
}

function Help({ id, children }: { id: string; children: ReactNode }) {
  const phone = useDensity() === 'phone'
  return (
    <p id={id} className={cx('text-text-2', phone ? 'text-[14px]/[20px]' : 'text-kecil')}>
      {children}
    </p>
  )
}

/** The line under a wrong field: what is wrong, and a right example. */
export function FieldError({ id, children }: { id?: string; children: ReactNode }) {
  const phone = useDensity() === 'phone'
  return (
    <p
      id={id}
      className={cx('flex items-center gap-1 font-semibold text-warn', phone ? 'text-[14px]/[20px]' : 'text-kecil')}
    >
      <StateGlyph name="warn" />
      <span>{children}</span>
    </p>
  )
}

export type FieldProps = {
  label: ReactNode
  help?: ReactNode
  error?: ReactNode
  optional?: boolean
  /** The label is only for readers. */
  hideLabel?: boolean
  /** The control's id, where something else on the page leads to it. */
  id?: string
  className?: string
  children: ReactNode
}

/** Label above, the control, then help or error; the control inside wires itself. */
export function Field({ label, help, error, optional, hideLabel, id: given, className, children }: FieldProps) {
  const t = useTexts(texts)
  const made = useId()
  const id = given ?? made
  const phone = useDensity() === 'phone'
  const describedBy = cx(help && `${id}-help`, error && `${id}-error`) || undefined
  return (
    <div className={cx('flex min-w-0 flex-col gap-1', className)}>
      <label
        htmlFor={id}
        className={cx('font-medium text-text-2', phone ? 'text-[14px]/[20px]' : 'text-kecil', hideLabel && 'sr-only')}
      >
        {label}
        {optional && <span className="font-normal text-text-3"> ({t('optional')})</span>}
      </label>
      <WiringContext.Provider value={{ id, 'aria-describedby': describedBy, 'aria-invalid': error ? true : undefined }}>
        {children}
      </WiringContext.Provider>
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
      {help && <Help id={`${id}-help`}>{help}</Help>}
    </div>
  )
}

export type FieldGroupProps = Omit<FieldProps, 'optional'>

/** A question with several controls: a fieldset with its legend. */
export function FieldGroup({ label, help, error, hideLabel, id: given, className, children }: FieldGroupProps) {
  const made = useId()
  const id = given ?? made
  const phone = useDensity() === 'phone'
  const describedBy = cx(help && `${id}-help`, error && `${id}-error`) || undefined
  return (
    <fieldset id={given} aria-describedby={describedBy} className={cx('min-w-0', className)}>
      <legend
        className={cx(
          'mb-1 font-medium text-text-2',
          phone ? 'text-[14px]/[20px]' : 'text-kecil',
          hideLabel && 'sr-only',
        )}
      >
        {label}
      </legend>
      <div className="flex flex-col gap-1">
        {children}
        {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
        {help && <Help id={`${id}-help`}>{help}</Help>}
      </div>
    </fieldset>
  )
}
