import { useFetcher } from '@remix-run/react'
import { Select, useTexts } from '@siaga/ui'
import { useEffect, useId, useState } from 'react'
import type { loader as regionsLoader } from '../regions.ts'
import { panelTexts } from './panel.texts.ts'

type RegionProps = {
  /** Codes from the province down to where the case lies. */
  path: readonly string[]
  /** Where the choice begins when the case has none. */
  start: readonly string[]
  /** The saved location as people write it; null while another is being chosen. */
  label: string | null
  canChange: boolean
  onChange(code: string): void
  /** Back to what is saved. */
  onCancel(): void
}

const levels = ['province', 'regency', 'district', 'village'] as const

/** The location as a sentence; four lists, each fed by the one above, only when somebody changes it. */
export function RegionFields({ path, start, label, canChange, onChange, onCancel }: RegionProps) {
  const t = useTexts(panelTexts)
  const [changing, setChanging] = useState(false)
  const chosen = path.length > 0 ? path : start
  return (
    <div className="grid grid-cols-[88px_minmax(0,1fr)] items-baseline gap-x-2 py-1">
      <span className="text-kecil text-text-2">{t('location')}</span>
      <div className="min-w-0">
        {!changing && (
          <div className="flex items-baseline gap-2 pl-2">
            <span className="min-w-0 grow">{label ?? t('noLocation')}</span>
            {canChange && <Small onClick={() => setChanging(true)}>{t('changeLocation')}</Small>}
          </div>
        )}
        {changing && (
          <div className="flex flex-col gap-1">
            {levels.map((level, index) => (
              <Level
                key={level}
                name={t(level)}
                parent={index === 0 ? '' : (chosen[index - 1] ?? null)}
                value={chosen[index] ?? ''}
                onChange={(code) => onChange(code || (chosen[index - 1] ?? ''))}
              />
            ))}
            <span className="text-right">
              <Small
                onClick={() => {
                  setChanging(false)
                  onCancel()
                }}
              >
                {t('discard')}
              </Small>
            </span>
          </div>
        )}
      </div>
    </div>
  )
}

function Small({ onClick, children }: { onClick(): void; children: string }) {
  const t = useTexts(panelTexts)
  return (
    <button
      type="button"
      onClick={onClick}
      className="min-h-6 shrink-0 rounded-[3px] text-kecil text-link underline underline-offset-2"
    >
      {children}
      <span className="sr-only"> {t('location')}</span>
    </button>
  )
}

type LevelProps = { name: string; parent: string | null; value: string; onChange(code: string): void }

function Level({ name, parent, value, onChange }: LevelProps) {
  const t = useTexts(panelTexts)
  const id = useId()
  const { data, load } = useFetcher<typeof regionsLoader>({ key: `regions-${id}` })
  useEffect(() => {
    if (parent !== null) load(`/regions?parent=${parent}`)
  }, [parent, load])
  if (parent === null) return null
  const regions = data?.parent === parent ? data.regions : []
  return (
    <Select aria-label={name} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
      <option value="">
        {name}: {t('choose').toLowerCase()}
      </option>
      {regions.map((region) => (
        <option key={region.code} value={region.code}>
          {region.name}
        </option>
      ))}
    </Select>
  )
}
