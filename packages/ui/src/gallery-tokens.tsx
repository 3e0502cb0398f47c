import { type ReactNode, useEffect, useRef, useState } from 'react'
import { contrast } from './contrast.ts'
import { number } from './format.ts'
import { useLocale, useTexts } from './locale.tsx'
import { defineTexts } from './texts.ts'
import { SHAPE_ON, TEXT_ON, TOKEN_NAMES } from './tokens.ts'

const texts = defineTexts({
  type: {
    id: 'Huruf: IBM Plex Sans (lebar 85–100), IBM Plex Mono',
    en: 'Type: IBM Plex Sans (width 85–100), IBM Plex Mono',
  },
  sizes: { id: 'Jarak dan sudut', en: 'Space and corners' },
  on: { id: '{ratio} di {ground}', en: '{ratio} on {ground}' },
  decoration: { id: 'hiasan', en: 'decoration' },
})

/** The weakest of the pairs that a token must stand. */
function weakest(values: Record<string, string>, name: string): { ratio: number; ground: string } | undefined {
  const grounds = [...(TEXT_ON[name] ?? SHAPE_ON[name] ?? [])]
  const pairs = grounds.map((ground) => ({ ground, ratio: contrast(values[name]!, values[ground]!) }))
  return pairs.sort((a, b) => a.ratio - b.ratio)[0]
}

export function GalleryColours({ theme, title }: { theme: string; title: string }) {
  const t = useTexts(texts)
  const locale = useLocale()
  const box = useRef<HTMLDivElement>(null)
  const [values, setValues] = useState<Record<string, string>>({})
  useEffect(() => {
    if (!box.current) return
    const style = getComputedStyle(box.current)
    setValues(Object.fromEntries(TOKEN_NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()])))
  }, [])
  const describe = (name: string) => {
    if (!values[name]) return ''
    const pair = weakest(values, name)
    return pair ? t('on', { ratio: number(locale, pair.ratio, 1), ground: pair.ground }) : t('decoration')
  }
  return (
    <div ref={box} data-theme={theme} className="rounded-[5px] border border-line-2 bg-bg p-5">
      <h3 className="mb-3 font-semibold">{title}</h3>
      <ul className="grid gap-x-6 gap-y-2 sm:grid-cols-2">
        {TOKEN_NAMES.map((name) => (
          <li key={name} className="grid grid-cols-[32px_88px_64px_minmax(0,1fr)] items-center gap-2">
            <span className="h-6 rounded-[3px] border border-line-2" style={{ background: `var(--${name})` }} />
            <span className="font-medium">{name}</span>
            <code className="text-text-2">{values[name]}</code>
            <span className="text-kecil text-text-2 tabular">{describe(name)}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}

const SCALE: [string, string, string, string][] = [
  ['besar', '56/60, 600', 'text-besar tabular', '84,78'],
  ['angka', '24/28, 600', 'text-angka tabular', '28.431'],
  ['jam', '17/20, 600', 'text-jam tabular', '1.04.12'],
  ['judul-1', '22/28, 600', 'text-judul-1', 'Menyiapkan 112 Temanggung'],
  ['judul-2', '18/24, 600', 'text-judul-2', 'Survei kepuasan masyarakat'],
  ['judul-3', '15/20, 600', 'text-judul-3', 'Kebakaran rumah, ada orang terjebak'],
  ['ponsel', '16/22, 400', 'text-ponsel', 'Apa yang bisa kami bantu?'],
  ['badan', '13/18, 400', 'text-badan', 'Pasien gawat darurat wajib ditangani dulu.'],
  ['narrow', '13/18, 85 %', 'text-badan narrow', 'Dit. Tata Kelola Kefarmasian, Ditjen Farmasi dan Alat Kesehatan'],
  ['kecil', '12/16, 400', 'text-kecil', 'Telkomsel dan Indosat lulus. XL: nada sibuk pada 19 Nov 10.22'],
  ['mikro', '11/14, 400', 'text-mikro', 'Masuk 16.36, menunggu 6 detik, direkam'],
  ['mono', '0,93 em', 'mono', '112-3374-2026-000123   33.23.05   1,46512 124,84177'],
]

export function GalleryType() {
  const t = useTexts(texts)
  return (
    <Block title={t('type')}>
      {SCALE.map(([name, size, look, sample]) => (
        <div
          key={name}
          className="grid grid-cols-[88px_96px_minmax(0,1fr)] items-baseline gap-3 border-b border-line py-1.5"
        >
          <span className="font-medium">{name}</span>
          <code className="text-text-2">{size}</code>
          <span className={`${look} whitespace-pre-wrap`}>{sample}</span>
        </div>
      ))}
    </Block>
  )
}

export function GallerySizes() {
  const t = useTexts(texts)
  const steps = [4, 8, 12, 16, 20, 24, 32, 40]
  return (
    <Block title={t('sizes')}>
      <div className="flex flex-wrap items-end gap-3 pt-2">
        {steps.map((step) => (
          <span key={step} className="flex flex-col items-center gap-1 text-kecil text-text-2">
            <span className="bg-accent-line" style={{ width: step, height: step }} />
            {step}
          </span>
        ))}
        {[3, 5, 8, 12].map((radius) => (
          <span key={radius} className="ml-3 flex flex-col items-center gap-1 text-kecil text-text-2">
            <span className="h-8 w-14 border border-ctl bg-surface" style={{ borderRadius: radius }} />
            {radius}
          </span>
        ))}
      </div>
    </Block>
  )
}

export function Block({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="border-t-2 border-text pt-2">
      <h2 className="mb-2 text-judul-2">{title}</h2>
      {children}
    </section>
  )
}
