import type { MetaFunction } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { notFound } from '@siaga/kernel'
import { changeNoticePreferences, readNoticePreferences } from '@siaga/notices'
import { may } from '@siaga/tenancy'
import { Button, Checkbox, Facts, PageHeading, Panel, Segmented, useLocale, useTexts } from '@siaga/ui'
import { LogOut } from 'lucide-react'
import { localeOf, pageTitle } from '../../components/page-title.ts'
import { memberAction, memberLoader } from '../../server/context.server.ts'
import { useSingleKeys } from '../tenant/single-keys.ts'
import { usePreferences } from '../tenant/use-preferences.ts'
import { useTenantHere } from '../tenant/use-tenant.ts'
import { accountTexts } from './account.texts.ts'
import { noticePreferencesFrom } from './notice-form.server.ts'
import { NoticePreferences } from './notice-preferences.tsx'

export const loader = memberLoader(async ({ ctx }) => ({
  allServices: ctx.services === 'all',
  notices: may(ctx, 'case.read') ? await readNoticePreferences(ctx) : null,
}))

export const action = memberAction(async ({ ctx }, form) => {
  const intent = String(form.get('intent'))
  if (intent !== 'notices') throw notFound({ internal: `no such action: ${intent}` })
  await changeNoticePreferences(ctx, noticePreferencesFrom(form))
  return { ok: true as const, intent }
})

export const meta: MetaFunction = ({ matches }) => [
  { title: pageTitle(matches, accountTexts.title[localeOf(matches)]) },
]

export default function Account() {
  const t = useTexts(accountTexts)
  const { allServices, notices } = useLoaderData<typeof loader>()
  const { me, tenant, services } = useTenantHere()
  const [singleKeys, setSingleKeys] = useSingleKeys()
  const own = allServices ? t('allServices') : services.map(({ name }) => name).join(', ')
  return (
    <div className="mx-auto flex max-w-[720px] flex-col gap-4 p-6">
      <PageHeading
        title={t('title')}
        actions={
          <Form method="post" action="/sign-out">
            <Button type="submit" icon={<LogOut aria-hidden="true" size={16} strokeWidth={1.75} />}>
              {t('signOut')}
            </Button>
          </Form>
        }
      />
      <Panel title={t('person')}>
        <Facts
          items={[
            { label: t('name'), value: me.name },
            { label: t('email'), value: me.email },
            { label: t('tenant'), value: tenant.name },
            { label: t('roles'), value: me.roles.join(', ') },
            { label: t('services'), value: own || t('noServices') },
          ]}
        />
      </Panel>
      <Panel title={t('appearance')}>
        <Appearance />
      </Panel>
      {notices && <NoticePreferences saved={notices} />}
      <Panel title={t('keyboard')}>
        <Checkbox
          label={t('singleKeys')}
          help={t('singleKeysHelp')}
          checked={singleKeys}
          onChange={(event) => setSingleKeys(event.currentTarget.checked)}
        />
      </Panel>
    </div>
  )
}

function Appearance() {
  const t = useTexts(accountTexts)
  const locale = useLocale()
  const prefer = usePreferences()
  const { me } = useTenantHere()
  return (
    <div className="flex flex-wrap gap-x-10 gap-y-4">
      <div className="flex flex-col gap-1">
        <span className="text-kecil font-medium text-text-2">{t('language')}</span>
        <Segmented
          name="locale"
          label={t('language')}
          value={locale}
          onValueChange={(value) => prefer({ locale: value })}
          options={[
            { value: 'id', label: t('indonesian') },
            { value: 'en', label: t('english') },
          ]}
        />
      </div>
      <div className="flex flex-col gap-1">
        <span className="text-kecil font-medium text-text-2">{t('theme')}</span>
        <Segmented
          name="theme"
          label={t('theme')}
          value={me.theme}
          onValueChange={(value) => prefer({ theme: value })}
          options={(['system', 'light', 'dark'] as const).map((value) => ({ value, label: t(value) }))}
        />
      </div>
    </div>
  )
}
