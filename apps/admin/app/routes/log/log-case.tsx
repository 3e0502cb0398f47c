import { useFetcher } from '@remix-run/react'
import { Field, Select, useTexts } from '@siaga/ui'
import { useEffect } from 'react'
import type { MoreCases } from '../contact/cases.ts'
import { useTenantHere } from '../tenant/use-tenant.ts'
import { logTexts } from './log.texts.ts'
import type { LogForm } from './log-form.ts'

type CaseProps = {
  form: LogForm
  target: string
  spoken: boolean
  error: string | undefined
  change(part: Partial<LogForm>): void
}

/** A new case, one that the citizen has open in this service, or none where there is nothing to do. */
export function CaseChoice({ form, target, spoken, error, change }: CaseProps) {
  const t = useTexts(logTexts)
  const { tenant } = useTenantHere()
  const fetcher = useFetcher<MoreCases>()
  const contactId = form.known?.id ?? null
  const { load } = fetcher
  useEffect(() => {
    if (contactId) load(`/t/${tenant.slug}/contacts/${contactId}/cases?open=1`)
  }, [contactId, load, tenant.slug])
  const open = contactId ? (fetcher.data?.rows ?? []).filter((c) => c.serviceId === form.serviceId) : []
  return (
    <Field label={t('case')} error={error}>
      <Select value={target} onChange={(event) => change({ target: event.currentTarget.value })}>
        <option value="new">{t('caseNew')}</option>
        {spoken && form.class !== 'normal' && <option value="none">{t('caseNone')}</option>}
        {open.length > 0 && (
          <optgroup label={t('openCases')}>
            {open.map((c) => (
              <option key={c.id} value={c.id}>
                {c.number} · {c.subject}
              </option>
            ))}
          </optgroup>
        )}
      </Select>
    </Field>
  )
}
