import type { MetaFunction } from '@remix-run/node'
import { Form, Link, useLoaderData } from '@remix-run/react'
import {
  changeChannel,
  channelKind,
  listTemplates,
  readChannel,
  rotateChannelSecrets,
  settingsFromForm,
  switchChannel,
  syncTemplates,
  testChannel,
} from '@siaga/channels'
import { isUuid, notFound } from '@siaga/kernel'
import { Button, Facts, Notice, Panel, relativeDayTime, useLocale, useTexts, useTimeZone } from '@siaga/ui'
import { localeOf, pageTitle } from '../../../components/page-title.ts'
import { memberAction, memberLoader } from '../../../server/context.server.ts'
import { useTenantHere } from '../../tenant/use-tenant.ts'
import { fieldErrors } from '../field-errors.ts'
import { SettingsPage } from '../settings-page.tsx'
import { useSettingsAct } from '../use-settings-act.ts'
import { ChannelStateChip } from './channel-state.tsx'
import { ChannelTemplates } from './channel-templates.tsx'
import { channelsTexts } from './channels.texts.ts'
import { problemWords } from './problem-words.server.ts'
import { SettingFields } from './setting-fields.tsx'
import { SwitchButton } from './switch-button.tsx'

/** The telephone number that citizens see, where the address is only the provider's own. */
const nameOf = ({ address, settings }: { address: string; settings: Record<string, unknown> }): string =>
  typeof settings.displayNumber === 'string' && settings.displayNumber ? settings.displayNumber : address

const idOf = (channelId: string | undefined) => {
  if (!channelId || !isUuid(channelId)) throw notFound()
  return channelId
}

export const loader = memberLoader(async ({ ctx, process, user }, { params }) => {
  const channel = await readChannel(ctx, process.box, idOf(params.channelId))
  const templates = channelKind(channel.kind)?.templates ? await listTemplates(ctx, { channelId: channel.id }) : null
  const { id, serviceId, kind, address, settings, state, version, form, secretsSet, health } = channel
  return {
    now: ctx.clock.now().getTime(),
    channel: { id, serviceId, kind, address, settings, state, version, form, secretsSet },
    health: { ...health, problem: problemWords(channel, user.locale) },
    templates: templates && {
      syncedAt: templates.syncedAt?.getTime() ?? null,
      rows: templates.templates.map(({ id, name, language, category, unusable, pieces, variables }) => ({
        id,
        name,
        language,
        category,
        unusable: unusable?.[user.locale] ?? null,
        text: pieces.map((p) => (typeof p === 'string' ? p : `{${variables[p]?.label ?? p + 1}}`)).join(''),
      })),
    },
  }
})

export const action = memberAction(async ({ ctx, process, user }, form, { params }) => {
  const channelId = idOf(params.channelId)
  const intent = String(form.get('intent'))
  const text = (name: string) => {
    const value = form.get(name)
    return typeof value === 'string' ? value : undefined
  }
  const versioned = { channelId, version: Number(text('version')) }
  const done = { ok: true as const, intent, test: null }
  switch (intent) {
    case 'save': {
      const kind = channelKind((await readChannel(ctx, process.box, channelId)).kind)
      if (!kind) throw notFound()
      await changeChannel(ctx, process.box, { ...versioned, settings: settingsFromForm(kind, text) })
      return done
    }
    case 'rotate': {
      const { form: fields } = await readChannel(ctx, process.box, channelId)
      const typed = fields.filter(({ secret }) => secret).map(({ path }) => [path, text(path) ?? ''] as const)
      const secrets = Object.fromEntries(typed.filter(([, value]) => value !== ''))
      await rotateChannelSecrets(ctx, process.box, { ...versioned, secrets })
      return done
    }
    case 'sync-templates':
      await syncTemplates(ctx, process.box, process.senders, { channelId })
      return done
    case 'on':
    case 'off':
      await switchChannel(ctx, { ...versioned, enabled: intent === 'on' })
      return done
    case 'test': {
      const result = await testChannel(ctx, process.box, process.senders, { channelId })
      return {
        ok: true as const,
        intent,
        test: result.ok ? result : { ...result, problem: result.problem[user.locale] },
      }
    }
    default:
      throw notFound({ internal: `no such action: ${intent}` })
  }
})

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: pageTitle(matches, (data && nameOf(data.channel)) ?? channelsTexts.title[localeOf(matches)]) },
]

export default function ChannelPage() {
  const t = useTexts(channelsTexts)
  const { tenant, services, channels } = useTenantHere()
  const { channel, templates, now } = useLoaderData<typeof loader>()
  const service = services.find(({ id }) => id === channel.serviceId)
  const open = channel.form.filter(({ secret }) => !secret)
  const secret = channel.form.filter((field) => field.secret)
  return (
    <SettingsPage
      title={<span className="break-all">{nameOf(channel)}</span>}
      meta={[channels[channel.kind]?.name, service?.name].filter(Boolean).join(' · ')}
      actions={
        <Button asChild>
          <Link to={`/t/${tenant.slug}/settings/channels`}>{t('back')}</Link>
        </Button>
      }
      aside={<Health />}
    >
      <OpenSettings fields={open} />
      {secret.length > 0 && <Secrets fields={secret} />}
      {templates && <ChannelTemplates templates={templates} now={now} />}
    </SettingsPage>
  )
}

type Fields = ReturnType<typeof useLoaderData<typeof loader>>['channel']['form']

function OpenSettings({ fields }: { fields: Fields }) {
  const t = useTexts(channelsTexts)
  const { channel } = useLoaderData<typeof loader>()
  const { fetcher, busy, refused } = useSettingsAct<typeof action>('save', { done: t('saved') })
  return (
    <Panel title={t('settings')}>
      {fields.length === 0 ? (
        <p className="text-text-2">{t('noSettings')}</p>
      ) : (
        <fetcher.Form method="post" className="flex flex-col gap-4">
          <input type="hidden" name="intent" value="save" />
          <input type="hidden" name="version" value={channel.version} />
          {refused && <Notice>{refused.problem.detail}</Notice>}
          <SettingFields
            fields={fields}
            values={channel.settings}
            errors={fieldErrors(refused)}
            fixed={channel.address}
          />
          <div>
            <Button type="submit" variant="filled" disabled={busy}>
              {t('save')}
            </Button>
          </div>
        </fetcher.Form>
      )}
    </Panel>
  )
}

function Secrets({ fields }: { fields: Fields }) {
  const t = useTexts(channelsTexts)
  const { channel } = useLoaderData<typeof loader>()
  const { fetcher, busy, refused, count } = useSettingsAct<typeof action>('rotate', { done: t('rotated') })
  return (
    <Panel title={t('secrets')}>
      {/* A new form after each replacement: what was typed is gone from the page. */}
      <fetcher.Form key={count} method="post" className="flex flex-col gap-4">
        <input type="hidden" name="intent" value="rotate" />
        <input type="hidden" name="version" value={channel.version} />
        <p className="text-text-2">{t('secretsHelp')}</p>
        {refused && <Notice>{refused.problem.detail}</Notice>}
        <SettingFields
          fields={fields.map((field) => {
            const word = channel.secretsSet.includes(field.path) ? 'secretSet' : 'secretEmpty'
            const said = channelsTexts[word]
            const help = { id: `${said.id}. ${field.help?.id ?? ''}`, en: `${said.en}. ${field.help?.en ?? ''}` }
            return { ...field, help }
          })}
          values={{}}
          errors={fieldErrors(refused)}
        />
        <div>
          <Button type="submit" disabled={busy}>
            {t('rotate')}
          </Button>
        </div>
      </fetcher.Form>
    </Panel>
  )
}

function Health() {
  const t = useTexts(channelsTexts)
  const locale = useLocale()
  const zone = useTimeZone()
  const { channels } = useTenantHere()
  const { channel, health, now } = useLoaderData<typeof loader>()
  const { fetcher, busy, answer, refused } = useSettingsAct<typeof action>('test')
  const test = answer?.ok ? answer.test : null
  const at = (instant: string | undefined) => (instant ? relativeDayTime(locale, now, instant, zone) : t('never'))
  return (
    <Panel title={t('health')}>
      <div className="flex flex-col gap-3">
        <div>
          <ChannelStateChip state={channel.state} />
        </div>
        <Facts
          items={[
            { label: t('lastIn'), value: at(health.lastInAt) },
            ...(channels[channel.kind]?.sends ? [{ label: t('lastOut'), value: at(health.lastOutAt) }] : []),
            { label: t('tested'), value: at(health.testedAt) },
          ]}
        />
        {health.problem && (
          <Notice>
            <span className="font-semibold">{health.problem}</span>{' '}
            {health.failingSince && t('failingSince', { at: at(health.failingSince) })}
          </Notice>
        )}
        <Form
          method="post"
          onSubmit={(event) => {
            event.preventDefault()
            fetcher.submit({ intent: 'test' }, { method: 'post' })
          }}
        >
          <input type="hidden" name="intent" value="test" />
          <Button type="submit" disabled={busy}>
            {busy ? t('testing') : t('test')}
          </Button>
        </Form>
        <div role="status">
          {!busy && test?.ok && <Notice tone="ok">{t('testOk', { label: test.label })}</Notice>}
          {!busy && test && !test.ok && (
            <Notice>
              <span className="font-semibold">{t('testFailed')}</span> {test.problem}
            </Notice>
          )}
          {!busy && refused && <Notice>{refused.problem.detail}</Notice>}
        </div>
        <p className="text-kecil text-text-2">{t('testHelp')}</p>
        <SwitchButton address={channel.address} version={channel.version} enabled={channel.state !== 'disabled'} />
      </div>
    </Panel>
  )
}
