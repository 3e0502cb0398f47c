import type { MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { listRules, orderRules, switchRule } from '@siaga/cases'
import { notFound } from '@siaga/kernel'
import { Button, EmptyState, Panel, useTexts } from '@siaga/ui'
import { Plus } from 'lucide-react'
import { localeOf, pageTitle } from '../../../components/page-title.ts'
import { memberAction, memberLoader } from '../../../server/context.server.ts'
import { useTenantHere } from '../../tenant/use-tenant.ts'
import { SettingsPage } from '../settings-page.tsx'
import { HowItWorks } from './how-it-works.tsx'
import { RuleList } from './rule-list.tsx'
import { ruleOptions } from './rule-options.server.ts'
import { rulesTexts } from './rules.texts.ts'

export const loader = memberLoader(async ({ ctx }) => {
  const rules = await listRules(ctx)
  return {
    rules: rules.map(({ createdAt: _, ...rule }) => rule),
    options: await ruleOptions(ctx),
  }
})

export const action = memberAction(async ({ ctx }, form) => {
  const intent = String(form.get('intent'))
  const text = (name: string) => String(form.get(name) ?? '')
  switch (intent) {
    case 'on':
    case 'off':
      await switchRule(ctx, {
        serviceId: text('serviceId'),
        ruleId: text('ruleId'),
        version: Number(text('version')),
        isActive: intent === 'on',
      })
      break
    case 'order':
      await orderRules(ctx, { serviceId: text('serviceId'), ruleIds: form.getAll('ruleId').map(String) })
      break
    default:
      throw notFound({ internal: `no such action: ${intent}` })
  }
  return { ok: true as const, intent }
})

export type RuleRow = Awaited<ReturnType<typeof loader>>['rules'][number]

export const meta: MetaFunction = ({ matches }) => [{ title: pageTitle(matches, rulesTexts.title[localeOf(matches)]) }]

export default function Rules() {
  const t = useTexts(rulesTexts)
  const { tenant, services } = useTenantHere()
  const { rules, options } = useLoaderData<typeof loader>()
  const plus = <Plus aria-hidden="true" size={16} strokeWidth={1.75} />
  return (
    <SettingsPage title={t('title')} aside={<HowItWorks />}>
      {services.map((service) => {
        const own = rules.filter(({ serviceId }) => serviceId === service.id)
        const to = `/t/${tenant.slug}/settings/rules/new?service=${service.id}`
        const known = options[service.id]
        return (
          <Panel
            key={service.id}
            title={service.name}
            flush={own.length > 0}
            actions={
              own.length > 0 && (
                <Button asChild size={28} icon={plus}>
                  <Link to={to} aria-label={t('addTo', { service: service.name })}>
                    {t('add')}
                  </Link>
                </Button>
              )
            }
          >
            {own.length > 0 && known ? (
              <RuleList serviceId={service.id} name={service.name} rules={own} options={known} />
            ) : (
              <EmptyState
                title={t('none')}
                action={
                  <Button asChild icon={plus}>
                    <Link to={`${to}&preset=receipt`} aria-label={t('addTo', { service: service.name })}>
                      {t('add')}
                    </Link>
                  </Button>
                }
              >
                {t('noneText')}
              </EmptyState>
            )}
          </Panel>
        )
      })}
    </SettingsPage>
  )
}
