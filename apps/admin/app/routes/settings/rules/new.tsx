import type { MetaFunction } from '@remix-run/node'
import { Link, useLoaderData, useNavigate } from '@remix-run/react'
import { notFound } from '@siaga/kernel'
import { authorize } from '@siaga/tenancy'
import { Button, FilterPill, Panel, useLocale, useTexts } from '@siaga/ui'
import { localeOf, pageTitle } from '../../../components/page-title.ts'
import { memberAction, memberLoader } from '../../../server/context.server.ts'
import { useTenantHere } from '../../tenant/use-tenant.ts'
import { SettingsPage } from '../settings-page.tsx'
import { HowItWorks } from './how-it-works.tsx'
import { presets } from './presets.ts'
import { actOnRule } from './rule-actions.server.ts'
import { emptyDefinition } from './rule-draft.ts'
import { RuleEditor } from './rule-editor.tsx'
import { ruleOptions } from './rule-options.server.ts'
import { rulesTexts } from './rules.texts.ts'

export const loader = memberLoader(async ({ ctx }, { request }) => {
  authorize(ctx, 'rule.change')
  const asked = new URL(request.url).searchParams
  const all = await ruleOptions(ctx)
  const serviceId = asked.get('service') ?? Object.keys(all)[0] ?? ''
  const options = all[serviceId]
  if (!options) throw notFound()
  return { now: ctx.clock.now().getTime(), serviceId, options, preset: asked.get('preset') }
})

export const action = memberAction((member, form) => actOnRule(member, form, null))

export const meta: MetaFunction = ({ matches }) => [
  { title: pageTitle(matches, rulesTexts.newTitle[localeOf(matches)]) },
]

export default function NewRule() {
  const t = useTexts(rulesTexts)
  const locale = useLocale()
  const navigate = useNavigate()
  const { tenant, services } = useTenantHere()
  const { serviceId, options, preset, now } = useLoaderData<typeof loader>()
  const chosen = presets.find(({ id }) => id === preset)
  const here = `/t/${tenant.slug}/settings/rules/new?service=${serviceId}`
  return (
    <SettingsPage
      aside={<HowItWorks />}
      title={t('newTitle')}
      meta={services.find(({ id }) => id === serviceId)?.name}
      actions={
        <Button asChild>
          <Link to={`/t/${tenant.slug}/settings/rules`}>{t('back')}</Link>
        </Button>
      }
    >
      <Panel title={t('preset')}>
        <div className="flex flex-wrap gap-2">
          {presets.map(({ id, label }) => (
            <FilterPill key={id} on={id === chosen?.id} onClick={() => navigate(`${here}&preset=${id}`)}>
              {label[locale]}
            </FilterPill>
          ))}
          <FilterPill on={!chosen} onClick={() => navigate(here)}>
            {t('empty')}
          </FilterPill>
        </div>
      </Panel>
      <RuleEditor
        key={`${serviceId}-${chosen?.id}`}
        rule={{
          id: null,
          serviceId,
          name: chosen?.name ?? '',
          isActive: false,
          version: null,
          definition: chosen?.definition ?? emptyDefinition,
        }}
        options={options}
        now={now}
      />
    </SettingsPage>
  )
}
