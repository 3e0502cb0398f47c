import { useLoaderData } from '@remix-run/react'
import { Button, Field, Notice, Panel, Select, useTexts } from '@siaga/ui'
import { fieldErrors } from '../field-errors.ts'
import { useSettingsAct } from '../use-settings-act.ts'
import { importTexts } from './import.texts.ts'
import type { action, loader } from './import.tsx'

/** Which column means what, with an example from the first row. */
export function MappingForm() {
  const t = useTexts(importTexts)
  const { job, fields } = useLoaderData<typeof loader>()
  const { fetcher, busy, refused } = useSettingsAct<typeof action>('import-check')
  const errors = fieldErrors(refused, 'mapping')
  return (
    <Panel title={t('columns')}>
      <fetcher.Form method="post" className="flex flex-col gap-4">
        <input type="hidden" name="intent" value="check" />
        <input type="hidden" name="version" value={job.version} />
        <p className="text-text-2">{t('columnsHelp')}</p>
        {refused && Object.keys(errors).length === 0 && <Notice>{refused.problem.detail}</Notice>}
        <div className="grid gap-4 sm:grid-cols-2">
          {fields.map(({ key, name, required }) => (
            <Field key={key} label={name} optional={!required} error={errors[key]}>
              <Select name={`column.${key}`} defaultValue={job.mapping[key] ?? ''}>
                <option value="">{t('noColumn')}</option>
                {job.columns.map((column, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name of their own
                  <option key={i} value={i}>
                    {column || t('columnNumber', { number: i + 1 })}
                    {job.sample[0]?.[i] ? ` (${job.sample[0][i].slice(0, 30)})` : ''}
                  </option>
                ))}
              </Select>
            </Field>
          ))}
          {job.kind === 'cases' && (
            <>
              <Field label={t('dateOrder')}>
                <Select name="dateOrder" defaultValue={job.options.dateOrder}>
                  <option value="day_first">{t('dayFirst')}</option>
                  <option value="month_first">{t('monthFirst')}</option>
                </Select>
              </Field>
              <Field label={t('defaultState')}>
                <Select name="defaultState" defaultValue={job.options.defaultState}>
                  <option value="closed">{t('defaultClosed')}</option>
                  <option value="open">{t('defaultOpen')}</option>
                </Select>
              </Field>
            </>
          )}
        </div>
        <div>
          <Button type="submit" variant={job.state === 'mapping' ? 'filled' : 'outlined'} disabled={busy}>
            {t(job.state === 'mapping' ? 'check' : 'checkAgain')}
          </Button>
        </div>
      </fetcher.Form>
    </Panel>
  )
}
