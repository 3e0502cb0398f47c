import { useLocation } from '@remix-run/react'
import { Button, cx, Field, FieldGroup, Select, useTexts } from '@siaga/ui'
import { useEffect, useRef, useState } from 'react'
import { takeEarlyChoice } from '../../parts/early-choices.ts'
import { useHydrated } from '../../parts/use-hydrated.ts'
import type { RegionStep } from '../../server/region-steps.server.ts'
import { formTexts } from './form.texts.ts'
import type { Common } from './intake-input.tsx'

const names = ['province', 'regency', 'district', 'village'] as const

async function regionsBelow(parent: string): Promise<RegionStep['options']> {
  const response = await fetch(`/regions?parent=${encodeURIComponent(parent)}`)
  if (!response.ok) throw new Error(`regions below ${parent}: ${response.status}`)
  const { regions } = (await response.json()) as { regions: RegionStep['options'] }
  return regions
}

export type RegionInputProps = { name: string; common: Common; steps: RegionStep[]; draft: string | undefined }

/**
 * A region in up to four lists, each below the one before it. Without scripts the button brings the next list; with
 * them it comes by itself.
 */
export function RegionInput({ name, common, steps: given, draft }: RegionInputProps) {
  const t = useTexts(formTexts)
  const hydrated = useHydrated()
  const { pathname } = useLocation()
  const [steps, setSteps] = useState(given)
  const [manual, setManual] = useState(false)
  const asked = useRef(0)

  useEffect(() => setSteps(given), [given])

  /** Chooses one code after the other, from a list's depth on. */
  async function choose(before: RegionStep[], codes: string[]) {
    const ask = ++asked.current
    let next = before
    for (const code of codes) {
      const depth = next.length - 1
      next = next.map((step, at) => (at === depth ? { ...step, value: code } : step))
      setSteps(next)
      if (!code || depth === 3) return
      try {
        const options = await regionsBelow(code)
        if (ask !== asked.current) return
        if (options.length === 0) return
        next = [...next, { options, value: '' }]
        setSteps(next)
      } catch {
        setManual(true) // the button does the same by posting the page
        return
      }
    }
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when scripts take the lists over
  useEffect(() => {
    for (const depth of given.keys()) {
      const early = takeEarlyChoice(`_${name}.${depth}`)
      if (early !== undefined) return void choose(given.slice(0, depth + 1), [early])
    }
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: a draft is filled in once, whatever is chosen afterwards
  useEffect(() => {
    const parts = draft?.split('.') ?? []
    const first = given[0]
    if (parts.length > 0 && first)
      void choose(
        [{ ...first, value: '' }],
        parts.map((_, at) => parts.slice(0, at + 1).join('.')),
      )
  }, [draft])

  return (
    <FieldGroup {...common}>
      <div
        data-wrong={common.error ? '' : undefined}
        className={cx('flex flex-col gap-3 border-l-2 pl-3', common.error ? 'border-text' : 'border-line-2')}
      >
        {steps.map((step, depth) => {
          const last = depth === steps.length - 1
          return (
            <div key={depth === 0 ? 'top' : steps[depth - 1]?.value} className="flex items-end gap-2">
              <Field label={t(names[depth] ?? 'village')} id={`${common.id}-${depth}`} className="grow">
                <Select
                  name={`_${name}.${depth}`}
                  value={step.value}
                  aria-invalid={(last && common.error !== undefined) || undefined}
                  onChange={(event) => void choose(steps.slice(0, depth + 1), [event.target.value])}
                >
                  <option value="">{t('notChosen')}</option>
                  {step.options.map((option) => (
                    <option key={option.code} value={option.code}>
                      {option.name}
                    </option>
                  ))}
                </Select>
              </Field>
              {(!hydrated || manual) && last && depth < 3 && (
                <Button type="submit" name="_step" value={name} formAction={`${pathname}#${common.id}`}>
                  {t('choose')}
                </Button>
              )}
            </div>
          )
        })}
      </div>
    </FieldGroup>
  )
}
