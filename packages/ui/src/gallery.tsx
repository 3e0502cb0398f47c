import { useState } from 'react'
import { Segmented } from './choice.tsx'
import { GalleryControls, GalleryFields, GalleryOverlays } from './gallery-controls.tsx'
import { GalleryData, GalleryStates, GalleryThread } from './gallery-data.tsx'
import { Block, GalleryColours, GallerySizes, GalleryType } from './gallery-tokens.tsx'
import { useTexts } from './locale.tsx'
import { Logo } from './logo.tsx'
import { defineTexts } from './texts.ts'

const texts = defineTexts({
  title: { id: 'Siaga: bahasa desain', en: 'Siaga: design language' },
  lead: {
    id: 'Kain mori di siang hari, malam di malam hari. Nila untuk bertindak, soga untuk waktu, daun untuk beres. Merah hanya untuk jiwa.',
    en: 'Undyed cotton by day, wax by night. Indigo to act, soga for time, leaf for settled. Red only for life.',
  },
  colours: { id: 'Warna dan kontras (teks ≥ 4,5, bentuk ≥ 3)', en: 'Colours and contrast (text ≥ 4.5, shapes ≥ 3)' },
  light: { id: 'Terang: kain mori', en: 'Light: mori' },
  dark: { id: 'Gelap: malam', en: 'Dark: malam' },
  components: { id: 'Komponen', en: 'Components' },
  theme: { id: 'Tema halaman', en: 'Theme of the page' },
  system: { id: 'Sistem', en: 'System' },
})

const THEMES = ['light', 'dark'] as const

/** The design language rendered from its own tokens and components, for `/dev/ui`. */
export function Gallery() {
  const t = useTexts(texts)
  const [theme, setTheme] = useState('light')
  return (
    <div data-theme={theme} className="min-h-dvh bg-bg text-text">
      <div className="mx-auto flex max-w-[1440px] flex-col gap-6 p-10">
        <header className="flex flex-wrap items-center gap-4">
          <Logo size={48} />
          <div>
            <h1 className="text-judul-laporan">{t('title')}</h1>
            <p className="text-laporan text-text-2">{t('lead')}</p>
          </div>
          <Segmented
            className="ml-auto"
            label={t('theme')}
            name="gallery-theme"
            value={theme}
            onValueChange={setTheme}
            options={[
              { value: 'light', label: t('light') },
              { value: 'dark', label: t('dark') },
              { value: 'system', label: t('system') },
            ]}
          />
        </header>
        <Block title={t('colours')}>
          <div className="grid gap-5 lg:grid-cols-2">
            {THEMES.map((name) => (
              <GalleryColours key={name} theme={name} title={t(name)} />
            ))}
          </div>
        </Block>
        <div className="grid gap-5 lg:grid-cols-2">
          <GalleryType />
          <div className="flex flex-col gap-6">
            <GalleryStates />
            <GallerySizes />
          </div>
        </div>
        <Block title={t('components')}>
          <div className="grid gap-5 xl:grid-cols-2">
            {THEMES.map((name) => (
              <div
                key={name}
                data-theme={name}
                className="flex min-w-0 flex-col gap-5 rounded-[5px] border border-line-2 bg-bg p-5"
              >
                <GalleryControls />
                <GalleryFields id={name} />
                <GalleryData />
                <GalleryThread />
                <GalleryOverlays />
              </div>
            ))}
          </div>
        </Block>
      </div>
    </div>
  )
}
