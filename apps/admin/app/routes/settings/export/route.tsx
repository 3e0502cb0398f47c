import type { MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { authorize, may } from '@siaga/tenancy'
import { Button, Field, Input, Panel, Segmented, Select, useTexts } from '@siaga/ui'
import { Download } from 'lucide-react'
import type { ReactNode } from 'react'
import { localeOf, pageTitle } from '../../../components/page-title.ts'
import { memberLoader } from '../../../server/context.server.ts'
import { useTenantHere } from '../../tenant/use-tenant.ts'
import { SettingsPage } from '../settings-page.tsx'
import { SideNote } from '../side-note.tsx'
import { exportTexts } from './export.texts.ts'

export const loader = memberLoader(async ({ ctx }) => {
  authorize(ctx, 'data.export')
  return { contacts: may(ctx, 'contact.read') }
})

export const meta: MetaFunction = ({ matches }) => [{ title: pageTitle(matches, exportTexts.title[localeOf(matches)]) }]

export default function Export() {
  const t = useTexts(exportTexts)
  const { services } = useTenantHere()
  const { contacts } = useLoaderData<typeof loader>()
  return (
    <SettingsPage title={t('title')} aside={<Notes />}>
      <ExportForm title={t('cases')} help={t('casesHelp')} what="cases">
        <Field label={t('service')} className="w-64">
          <Select name="service">
            <option value="">{t('allServices')}</option>
            {services.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('side')} className="w-40">
          <Select name="settled">
            <option value="">{t('open')}</option>
            <option value="1">{t('settled')}</option>
          </Select>
        </Field>
      </ExportForm>
      {contacts && (
        <ExportForm title={t('contacts')} help={t('contactsHelp')} what="contacts">
          <Field label={t('search')} optional className="w-72">
            <Input name="search" maxLength={120} />
          </Field>
        </ExportForm>
      )}
    </SettingsPage>
  )
}

type ExportFormProps = { title: string; help: string; what: 'cases' | 'contacts'; children: ReactNode }

/** A plain form: the answer is a file, and the page stays. */
function ExportForm({ title, help, what, children }: ExportFormProps) {
  const t = useTexts(exportTexts)
  const { tenant } = useTenantHere()
  return (
    <Panel title={title}>
      <form method="get" action={`/t/${tenant.slug}/export/${what}`} className="flex flex-col gap-4">
        <input type="hidden" name="view" value="all" />
        <p className="text-text-2">{help}</p>
        <div className="flex flex-wrap items-end gap-4">{children}</div>
        <div className="flex flex-wrap items-center gap-4">
          <Segmented
            name="format"
            label={t('format')}
            defaultValue="csv"
            options={[
              { value: 'csv', label: t('csv') },
              { value: 'xlsx', label: t('xlsx') },
            ]}
          />
          <Button type="submit" icon={<Download aria-hidden="true" size={16} strokeWidth={1.75} />}>
            {t('download')}
          </Button>
        </div>
      </form>
    </Panel>
  )
}

function Notes() {
  const t = useTexts(exportTexts)
  return (
    <SideNote title={t('noteTitle')}>
      <ul className="flex flex-col gap-2 text-text-2">
        <li>{t('noteAudit')}</li>
        <li>{t('noteSafe')}</li>
        <li>{t('noteDuty')}</li>
      </ul>
    </SideNote>
  )
}
