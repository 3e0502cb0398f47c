import { type MetaFunction, redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { channelKind, channelKinds, connectChannel, settingsForm, settingsFromForm, testChannel } from '@siaga/channels'
import { invalid } from '@siaga/kernel'
import { authorize } from '@siaga/tenancy'
import { Button, Field, Input, Notice, Panel, Select, useTexts } from '@siaga/ui'
import { localeOf, pageTitle } from '../../../components/page-title.ts'
import { memberAction, memberLoader } from '../../../server/context.server.ts'
import { servicesOf } from '../../../server/services.server.ts'
import { useTenantHere } from '../../tenant/use-tenant.ts'
import { fieldErrors } from '../field-errors.ts'
import { SettingsPage } from '../settings-page.tsx'
import { channelsTexts } from './channels.texts.ts'
import { SettingFields } from './setting-fields.tsx'

export const loader = memberLoader(async ({ ctx, user, tenant }, { request }) => {
  authorize(ctx, 'channel.change')
  const asked = new URL(request.url).searchParams
  const services = await servicesOf(ctx)
  const service = services.find(({ id }) => id === asked.get('service')) ?? services[0] ?? null
  const kind = channelKind(asked.get('kind') ?? '') ?? null
  return {
    serviceId: service?.id ?? null,
    kinds: channelKinds.map((each) => ({ kind: each.kind, name: each.name[user.locale] })),
    chosen: kind && {
      kind: kind.kind,
      form: settingsForm(kind),
      /** Null where the person types one. */
      place: service ? (kind.placeAddress?.({ tenant: tenant.slug, service: service.slug }) ?? null) : null,
      asksAddress: !kind.placeAddress && !kind.addressOf,
    },
  }
})

export const action = memberAction(async ({ ctx, process, tenant }, form) => {
  const text = (name: string) => {
    const value = form.get(name)
    return typeof value === 'string' ? value : undefined
  }
  const kind = channelKind(text('kind') ?? '')
  if (!kind) throw invalid({ internal: 'no such kind of channel' })
  const { channelId } = await connectChannel(ctx, process.box, {
    serviceId: text('serviceId') ?? '',
    kind: kind.kind,
    ...(text('channelAddress') && { address: text('channelAddress') }),
    settings: settingsFromForm(kind, text),
  })
  // Nothing comes in before the provider has confirmed the number; what it says stands on the channel's page.
  if (kind.webhook) await testChannel(ctx, process.box, process.senders, { channelId })
  throw redirect(`/t/${tenant.slug}/settings/channels/${channelId}`)
})

export const meta: MetaFunction = ({ matches }) => [
  { title: pageTitle(matches, channelsTexts.connect[localeOf(matches)]) },
]

export default function NewChannel() {
  const t = useTexts(channelsTexts)
  const { tenant, services } = useTenantHere()
  const { serviceId, kinds, chosen } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const busy = useNavigation().state === 'submitting'
  const errors = fieldErrors(answer)
  return (
    <SettingsPage
      title={t('connect')}
      actions={
        <Button asChild>
          <Link to={`/t/${tenant.slug}/settings/channels`}>{t('back')}</Link>
        </Button>
      }
    >
      <Panel title={t('kind')}>
        <Form method="get" className="flex flex-wrap items-end gap-3">
          <Field label={t('service')} className="w-64">
            <Select name="service" defaultValue={serviceId ?? undefined}>
              {services.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
          <Field label={t('kind')} className="w-48">
            <Select name="kind" defaultValue={chosen?.kind}>
              {kinds.map(({ kind, name }) => (
                <option key={kind} value={kind}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
          <Button type="submit" variant={chosen ? 'outlined' : 'filled'}>
            {t('next')}
          </Button>
        </Form>
      </Panel>
      {chosen && serviceId && (
        <Panel title={t('settings')}>
          <Form method="post" className="flex flex-col gap-4" key={`${serviceId}-${chosen.kind}`}>
            <input type="hidden" name="kind" value={chosen.kind} />
            <input type="hidden" name="serviceId" value={serviceId} />
            {answer && !answer.ok && <Notice>{answer.problem.detail}</Notice>}
            {chosen.place && <p>{t('ownAddress', { address: chosen.place })}</p>}
            {chosen.asksAddress && (
              <Field label={t('address')} help={t('addressHelp')} error={errors.channelAddress ?? errors.address}>
                <Input name="channelAddress" required maxLength={254} />
              </Field>
            )}
            <SettingFields fields={chosen.form} values={{}} errors={errors} />
            <div>
              <Button type="submit" variant="filled" disabled={busy}>
                {t('connect')}
              </Button>
            </div>
          </Form>
        </Panel>
      )}
    </SettingsPage>
  )
}
