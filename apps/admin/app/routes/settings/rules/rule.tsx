import type { MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { readRule } from '@siaga/cases'
import { isUuid, notFound } from '@siaga/kernel'
import { Button, useTexts } from '@siaga/ui'
import { localeOf, pageTitle } from '../../../components/page-title.ts'
import { memberAction, memberLoader } from '../../../server/context.server.ts'
import { useTenantHere } from '../../tenant/use-tenant.ts'
import { SettingsPage } from '../settings-page.tsx'
import { HowItWorks } from './how-it-works.tsx'
import { actOnRule } from './rule-actions.server.ts'
import { RuleEditor } from './rule-editor.tsx'
import { ruleOptions } from './rule-options.server.ts'
import { rulesTexts } from './rules.texts.ts'

const idOf = (ruleId: string | undefined) => {
  if (!ruleId || !isUuid(ruleId)) throw notFound()
  return ruleId
}

export const loader = memberLoader(async ({ ctx }, { params }) => {
  const rule = await readRule(ctx, { ruleId: idOf(params.ruleId) })
  const options = (await ruleOptions(ctx))[rule.serviceId]
  if (!options) throw notFound()
  const { id, serviceId, name, isActive, version, definition } = rule
  return { now: ctx.clock.now().getTime(), rule: { id, serviceId, name, isActive, version, definition }, options }
})

export const action = memberAction((member, form, { params }) => actOnRule(member, form, idOf(params.ruleId)))

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: pageTitle(matches, data?.rule.name ?? rulesTexts.title[localeOf(matches)]) },
]

export default function RulePage() {
  const t = useTexts(rulesTexts)
  const { tenant, services } = useTenantHere()
  const { rule, options, now } = useLoaderData<typeof loader>()
  return (
    <SettingsPage
      aside={<HowItWorks />}
      title={rule.name}
      meta={services.find(({ id }) => id === rule.serviceId)?.name}
      actions={
        <Button asChild>
          <Link to={`/t/${tenant.slug}/settings/rules`}>{t('back')}</Link>
        </Button>
      }
    >
      <RuleEditor key={rule.id} rule={rule} options={options} now={now} />
    </SettingsPage>
  )
}
