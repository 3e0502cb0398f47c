import { ChevronDown, ChevronsUpDown, Search } from 'lucide-react'
import { type ButtonHTMLAttributes, forwardRef, type ReactNode } from 'react'
import { cx } from './cx.ts'
import { type GlyphName, StateGlyph } from './glyph.tsx'
import { Kbd } from './kbd.tsx'
import { useTexts } from './locale.tsx'
import { TenantSquare } from './tenant-square.tsx'
import { defineTexts } from './texts.ts'

const texts = defineTexts({
  search: { id: 'Cari apa saja', en: 'Search anything' },
  ready: { id: 'Siap', en: 'Ready' },
  calling: { id: 'Menelepon', en: 'On a call' },
  wrapup: { id: 'Merapikan', en: 'Wrapping up' },
  break: { id: 'Istirahat', en: 'On a break' },
  out: { id: 'Keluar', en: 'Signed out' },
})

export type TenantSwitchProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  name: string
  service?: ReactNode
  letters?: string
  crestUrl?: string
  /** Only one tenant: no arrows, no button. */
  single?: boolean
}

/** 28 px square and two lines; a `Menu` trigger. */
export const TenantSwitch = forwardRef<HTMLButtonElement, TenantSwitchProps>(function TenantSwitch(props, ref) {
  const { name, service, letters, crestUrl, single, className, ...rest } = props
  const content = (
    <>
      <TenantSquare name={name} letters={letters} crestUrl={crestUrl} />
      <span className="block whitespace-nowrap text-left">
        <span className="block font-semibold">{name}</span>
        {service && <span className="block text-mikro text-text-2">{service}</span>}
      </span>
    </>
  )
  if (single) return <div className="flex items-center gap-2">{content}</div>
  return (
    <button ref={ref} type="button" {...rest} className={cx('flex items-center gap-2 rounded-[5px]', className)}>
      {content}
      <ChevronsUpDown aria-hidden="true" size={16} strokeWidth={1.75} className="text-text-2" />
    </button>
  )
})

export type SearchButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & { label?: string }

/** Looks like a field and opens the palette. */
export const SearchButton = forwardRef<HTMLButtonElement, SearchButtonProps>(function SearchButton(props, ref) {
  const { label, className, ...rest } = props
  const t = useTexts(texts)
  return (
    <button
      ref={ref}
      type="button"
      aria-haspopup="dialog"
      {...rest}
      className={cx(
        'flex h-8 w-47 shrink items-center gap-2 rounded-[5px] border border-ctl bg-surface-2 px-2.5 text-text-2 hover:bg-surface',
        className,
      )}
    >
      <Search aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0" />
      <span className="grow truncate text-left">{label ?? t('search')}</span>
      <Kbd>Ctrl K</Kbd>
    </button>
  )
})

export type Presence = 'ready' | 'calling' | 'wrapup' | 'break' | 'out'

const PRESENCES: Record<Presence, GlyphName> = {
  ready: 'done',
  calling: 'now',
  wrapup: 'half',
  break: 'unk',
  out: 'off',
}

export type PresencePillProps = ButtonHTMLAttributes<HTMLButtonElement> & { presence: Presence }

/** Glyph and word; a `Menu` trigger. */
export const PresencePill = forwardRef<HTMLButtonElement, PresencePillProps>(function PresencePill(props, ref) {
  const { presence, className, ...rest } = props
  const t = useTexts(texts)
  return (
    <button
      ref={ref}
      type="button"
      {...rest}
      className={cx(
        'inline-flex h-8 items-center gap-1.5 rounded-[16px] border border-ctl bg-surface px-3 font-medium hover:bg-surface-2',
        className,
      )}
    >
      <StateGlyph name={PRESENCES[presence]} />
      {t(presence)}
      <ChevronDown aria-hidden="true" size={14} strokeWidth={1.75} />
    </button>
  )
})

export type PresenceWordProps = { presence: Presence }

/** The word of a presence with its glyph, for menus and lists. */
export function PresenceWord({ presence }: PresenceWordProps) {
  const t = useTexts(texts)
  return (
    <span className="inline-flex items-center gap-1.5">
      <StateGlyph name={PRESENCES[presence]} />
      {t(presence)}
    </span>
  )
}

export type TopFigureProps = { label: ReactNode; value: ReactNode /** 112 without a unit. */; tone?: 'warn' | 'life' }

/** A figure of the role in the top bar. */
export function TopFigure({ label, value, tone }: TopFigureProps) {
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      {tone && <StateGlyph name={tone} />}
      <b className={cx('font-semibold tabular', tone === 'life' && 'text-life', tone === 'warn' && 'text-warn')}>
        {value}
      </b>
      <span className="text-kecil text-text-2">{label}</span>
    </span>
  )
}
