import type { MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { channelKinds, listWebhookApps, registerWebhookApp } from '@siaga/channels'
import {
  Button,
  dateLong,
  EmptyState,
  Field,
  Input,
  Notice,
  Panel,
  Select,
  Table,
  Td,
  Th,
  Tr,
  useLocale,
  useTexts,
  useTimeZone,
} from '@siaga/ui'
import { localeOf, pageTitle } from '../../../components/page-title.ts'
import { memberAction, memberLoader } from '../../../server/context.server.ts'
import { fieldErrors } from '../field-errors.ts'
import { SettingsPage } from '../settings-page.tsx'
import { SideNote } from '../side-note.tsx'
import { useSettingsAct } from '../use-settings-act.ts'
import { webhooksTexts } from './webhooks.texts.ts'

export const loader = memberLoader(async ({ ctx, process, user }) => {
  const apps = await listWebhookApps(ctx)
  return {
    kinds: channelKinds.flatMap((k) => (k.webhook ? [{ kind: k.kind, name: k.name[user.locale] }] : [])),
    apps: apps.map(({ kind, app, createdAt }) => ({
      kind,
      app,
      since: createdAt.getTime(),
      address: `${process.apiUrl}/hooks/${kind}/${app}`,
    })),
  }
})

export const action = memberAction(async ({ ctx, process }, form) => {
  const text = (name: string) => String(form.get(name) ?? '').trim()
  await registerWebhookApp(ctx, process.box, {
    kind: text('kind'),
    app: text('app'),
    appSecret: text('appSecret'),
    verifyToken: text('verifyToken'),
  })
  return { ok: true as const, intent: 'register' }
})

export const meta: MetaFunction = ({ matches }) => [
  { title: pageTitle(matches, webhooksTexts.title[localeOf(matches)]) },
]

export default function Webhooks() {
  const t = useTexts(webhooksTexts)
  const { apps } = useLoaderData<typeof loader>()
  return (
    <SettingsPage title={t('title')} aside={<HowItWorks />}>
      <Panel title={t('own')} flush={apps.length > 0}>
        {apps.length > 0 ? <Apps /> : <EmptyState title={t('none')}>{t('noneText')}</EmptyState>}
      </Panel>
      <Register />
    </SettingsPage>
  )
}

function Apps() {
  const t = useTexts(webhooksTexts)
  const locale = useLocale()
  const zone = useTimeZone()
  const { apps, kinds } = useLoaderData<typeof loader>()
  return (
    <Table
      caption={t('own')}
      head={
        <>
          <Th>{t('app')}</Th>
          <Th>{t('address')}</Th>
          <Th numeric>{t('since')}</Th>
        </>
      }
    >
      {apps.map((one) => (
        <Tr key={`${one.kind} ${one.app}`}>
          <Td heading>
            <span className="mono block">{one.app}</span>
            <span className="block text-kecil font-normal text-text-2">
              {kinds.find(({ kind }) => kind === one.kind)?.name}
            </span>
          </Td>
          <Td>
            <span className="mono break-all">{one.address}</span>
          </Td>
          <Td numeric>{dateLong(locale, one.since, zone)}</Td>
        </Tr>
      ))}
    </Table>
  )
}

function Register() {
  const t = useTexts(webhooksTexts)
  const { kinds } = useLoaderData<typeof loader>()
  const { fetcher, busy, refused, count } = useSettingsAct<typeof action>('register-webhook', { done: t('saved') })
  const errors = fieldErrors(refused)
  return (
    <Panel title={t('register')}>
      {/* A new form after each success: secrets do not stay on the page. */}
      <fetcher.Form key={count} method="post" className="flex flex-col gap-4">
        <input type="hidden" name="intent" value="register" />
        {refused && <Notice>{refused.problem.detail}</Notice>}
        <Field label={t('kind')} className="w-64">
          <Select name="kind">
            {kinds.map(({ kind, name }) => (
              <option key={kind} value={kind}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('app')} help={t('appHelp')} error={errors.app}>
          <Input name="app" required maxLength={60} autoComplete="off" spellCheck={false} />
        </Field>
        <Field label={t('secret')} help={t('secretHelp')} error={errors.appSecret}>
          <Input name="appSecret" type="password" required maxLength={500} autoComplete="off" />
        </Field>
        <Field label={t('token')} help={t('tokenHelp')} error={errors.verifyToken}>
          <Input name="verifyToken" required maxLength={500} autoComplete="off" spellCheck={false} />
        </Field>
        <div>
          <Button type="submit" variant="filled" disabled={busy}>
            {t('save')}
          </Button>
        </div>
      </fetcher.Form>
    </Panel>
  )
}

function HowItWorks() {
  const t = useTexts(webhooksTexts)
  return (
    <SideNote title={t('howTitle')}>
      <ul className="flex flex-col gap-2 text-text-2">
        <li>{t('howOne')}</li>
        <li>{t('howBind')}</li>
        <li>{t('howStranger')}</li>
      </ul>
    </SideNote>
  )
}
