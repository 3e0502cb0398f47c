import { Menu, Phone } from 'lucide-react'
import type { ReactNode } from 'react'
import { DensityProvider } from './density.tsx'
import { StateGlyph } from './glyph.tsx'
import { type LinkComponent, LinkProvider, UiLink, useLinkComponent } from './link.tsx'
import { useTexts } from './locale.tsx'
import { Logo } from './logo.tsx'
import { defineTexts } from './texts.ts'

const texts = defineTexts({
  skip: { id: 'Langsung ke isi', en: 'Skip to content' },
  menu: { id: 'Menu', en: 'Menu' },
  nav: { id: 'Menu portal', en: 'Portal menu' },
  emergency: { id: 'Keadaan darurat', en: 'Emergency' },
  life: { id: 'Nyawa terancam?', en: 'Life in danger?' },
  wait: { id: 'Jangan tunggu balasan di sini.', en: 'Do not wait for a reply here.' },
  actions: { id: 'Tindakan', en: 'Actions' },
  call: { id: 'Telepon {number}', en: 'Call {number}' },
})

const column = 'mx-auto w-full max-w-[640px] px-4'

export type PortalFrameProps = {
  /** The service as citizens know it: "Halo Kemenkes". */
  name: string
  government: string
  crestUrl?: string
  homeTo: string
  menu: readonly { to: string; label: string; active?: boolean }[]
  linkComponent?: LinkComponent
  /** The strip with the emergency number; `null` leaves it out (on tracking pages). */
  emergency?: { number: string } | null
  /** "Buka 24 jam. Telepon 1500567"; a page of no government in particular has none. */
  hours?: ReactNode
  /** Whether the service is open now. */
  open?: boolean
  /** The switch to the other language, named in that language: a form, because it changes something. */
  language: ReactNode
  footer?: ReactNode
  /** Sticks to the bottom: "Belum selesai", "Balas". */
  actions?: ReactNode
  children: ReactNode
}

/** The citizens' side: 16 px, one column, works without scripts. */
export function PortalFrame(props: PortalFrameProps) {
  const outer = useLinkComponent()
  const t = useTexts(texts)
  const { emergency, hours, open = true, language, footer, actions, children } = props
  return (
    <DensityProvider value="phone">
      <LinkProvider component={props.linkComponent ?? outer}>
        <div className="flex min-h-dvh flex-col bg-bg text-ponsel text-text">
          <a href="#isi" className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:bg-surface focus:p-3">
            {t('skip')}
          </a>
          <PortalHeader {...props} />
          {emergency && <EmergencyStrip number={emergency.number} />}
          <main id="isi" tabIndex={-1} className={`${column} grow py-5 outline-none`}>
            {children}
          </main>
          {actions && (
            <section aria-label={t('actions')} className="sticky bottom-0 border-t border-line-2 bg-surface py-3">
              <div className={`${column} flex gap-2 *:flex-1`}>{actions}</div>
            </section>
          )}
          <footer className="border-t border-line-2 bg-surface py-3">
            <div className={`${column} flex flex-wrap items-center gap-x-3 gap-y-1`}>
              {hours && (
                <span className="inline-flex items-center gap-2">
                  <StateGlyph name={open ? 'done' : 'off'} />
                  {hours}
                </span>
              )}
              <div className="ml-auto">{language}</div>
            </div>
            {footer && <div className={`${column} mt-1 text-[14px]/[20px] text-text-2`}>{footer}</div>}
          </footer>
        </div>
      </LinkProvider>
    </DensityProvider>
  )
}

function PortalHeader({ name, government, crestUrl, homeTo, menu }: PortalFrameProps) {
  return (
    <header className="bg-rail text-rail-on [--focus:var(--rail-on)]">
      <div className={`${column} relative flex min-h-15 items-center gap-3 py-2`}>
        <UiLink to={homeTo} className="flex min-w-0 grow items-center gap-3 rounded-[5px]">
          {crestUrl ? (
            <img src={crestUrl} alt="" width={28} height={28} className="size-7 object-contain" />
          ) : (
            <Logo size={28} className="shrink-0" />
          )}
          <span className="min-w-0">
            <span className="block font-semibold">{name}</span>
            <span className="block text-[13px]/[18px] text-rail-text">{government}</span>
          </span>
        </UiLink>
        {menu.length > 0 && <PortalMenu menu={menu} />}
      </div>
    </header>
  )
}

/** `details`, so that it opens without scripts. */
function PortalMenu({ menu }: Pick<PortalFrameProps, 'menu'>) {
  const t = useTexts(texts)
  return (
    <details>
      <summary className="flex h-12 list-none items-center gap-2 rounded-[8px] px-2 [&::-webkit-details-marker]:hidden">
        <Menu aria-hidden="true" size={20} strokeWidth={1.75} />
        {t('menu')}
      </summary>
      <nav
        aria-label={t('nav')}
        className="absolute inset-x-4 top-full z-30 rounded-[8px] border border-line-2 bg-surface py-1 text-text shadow-float [--focus:var(--link)]"
      >
        <ul>
          {menu.map((item) => (
            <li key={item.to} className="border-t border-line first:border-t-0">
              <UiLink
                to={item.to}
                aria-current={item.active ? 'page' : undefined}
                className={`flex min-h-12 items-center px-4 -outline-offset-2 hover:bg-surface-2 focus-visible:-outline-offset-2 ${item.active ? 'font-semibold' : ''}`}
              >
                {item.label}
              </UiLink>
            </li>
          ))}
        </ul>
      </nav>
    </details>
  )
}

function EmergencyStrip({ number }: { number: string }) {
  const t = useTexts(texts)
  return (
    <aside aria-label={t('emergency')} className="border-b border-life-line bg-life-tint">
      <div className={`${column} flex min-h-16 items-center gap-3 py-2.5`}>
        <StateGlyph name="life" size={18} />
        <p className="min-w-0 grow text-[15px]/[20px]">
          <b className="font-semibold">{t('life')}</b> {t('wait')}
        </p>
        <a
          href={`tel:${number}`}
          aria-label={t('call', { number })}
          className="inline-flex h-12 shrink-0 items-center gap-2 rounded-[8px] bg-life-solid px-4 font-semibold text-on-life"
        >
          <Phone aria-hidden="true" size={20} strokeWidth={1.75} />
          {number}
        </a>
      </div>
    </aside>
  )
}
