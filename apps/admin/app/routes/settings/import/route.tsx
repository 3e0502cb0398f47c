import { type ActionFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { beginImport, listImports } from '@siaga/cases'
import { fileTooLarge, maxFileBytes } from '@siaga/files'
import { invalid } from '@siaga/kernel'
import { authorize } from '@siaga/tenancy'
import {
  Button,
  EmptyState,
  Field,
  FileInput,
  listTime,
  Notice,
  number,
  Panel,
  Segmented,
  Select,
  Table,
  Td,
  Th,
  Tr,
  useLocale,
  useTexts,
  useTimeZone,
} from '@siaga/ui'
import { useState } from 'react'
import { localeOf, pageTitle } from '../../../components/page-title.ts'
import { guarded, memberLoader, refusable, requireMember } from '../../../server/context.server.ts'
import { useTenantHere } from '../../tenant/use-tenant.ts'
import { fieldErrors } from '../field-errors.ts'
import { SettingsPage } from '../settings-page.tsx'
import { SideNote } from '../side-note.tsx'
import { importTexts } from './import.texts.ts'
import { ImportStateChip } from './import-state.tsx'

/** Room for the form around the file. */
const mostBytes = maxFileBytes + 64 * 1024

export const loader = memberLoader(async ({ ctx }) => {
  const rows = await listImports(ctx)
  return {
    now: ctx.clock.now().getTime(),
    imports: rows.map(({ id, kind, state, fileName, totalRows, actorName, createdAt }) => ({
      id,
      kind,
      state,
      fileName,
      totalRows,
      actorName,
      at: createdAt.getTime(),
    })),
  }
})

export async function action(args: ActionFunctionArgs) {
  const { ctx, process, tenant } = await guarded(args, () => requireMember(args))
  return refusable(args, 'upload', async () => {
    authorize(ctx, 'data.import')
    const length = Number(args.request.headers.get('content-length'))
    if (!length || length > mostBytes) throw fileTooLarge({ params: { name: '', megabytes: 25 } })
    const form = await args.request.formData()
    const file = form.get('file')
    if (!(file instanceof File) || file.size === 0) {
      const text = { id: 'Pilih berkas.', en: 'Choose a file.' }
      throw invalid({ fields: [{ path: 'file', code: 'required', text }] })
    }
    const kind = form.get('kind') === 'cases' ? 'cases' : 'contacts'
    const { importId } = await beginImport(
      ctx,
      process.store,
      { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) },
      { kind, serviceId: kind === 'cases' ? String(form.get('serviceId') ?? '') || null : null },
    )
    throw redirect(`/t/${tenant.slug}/settings/import/${importId}`)
  })
}

export const meta: MetaFunction = ({ matches }) => [{ title: pageTitle(matches, importTexts.title[localeOf(matches)]) }]

export default function Imports() {
  const t = useTexts(importTexts)
  return (
    <SettingsPage title={t('title')} aside={<HowItWorks />}>
      <Upload />
      <Earlier />
    </SettingsPage>
  )
}

function Upload() {
  const t = useTexts(importTexts)
  const { services } = useTenantHere()
  const answer = useActionData<typeof action>()
  const busy = useNavigation().formMethod === 'POST'
  const errors = fieldErrors(answer)
  const [kind, setKind] = useState('contacts')
  return (
    <Panel title={t('newTitle')}>
      <Form method="post" encType="multipart/form-data" className="flex flex-col gap-4">
        {answer && !answer.ok && Object.keys(errors).length === 0 && <Notice>{answer.problem.detail}</Notice>}
        <div className="flex flex-col items-start gap-1">
          <span className="text-kecil font-medium text-text-2">{t('kind')}</span>
          <Segmented
            name="kind"
            label={t('kind')}
            value={kind}
            onValueChange={setKind}
            options={[
              { value: 'contacts', label: t('contacts') },
              { value: 'cases', label: t('cases') },
            ]}
          />
        </div>
        {kind === 'cases' && (
          <Field label={t('service')} error={errors.serviceId} className="max-w-80">
            <Select name="serviceId">
              {services.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
        )}
        <Field label={t('file')} help={t('fileHelp')} error={errors.file}>
          <FileInput name="file" accept=".csv,.txt,.xlsx,text/csv" />
        </Field>
        <div>
          <Button type="submit" variant="filled" disabled={busy}>
            {busy ? t('uploading') : t('upload')}
          </Button>
        </div>
      </Form>
    </Panel>
  )
}

function Earlier() {
  const t = useTexts(importTexts)
  const locale = useLocale()
  const zone = useTimeZone()
  const { tenant } = useTenantHere()
  const { imports, now } = useLoaderData<typeof loader>()
  return (
    <Panel title={t('earlier')} flush={imports.length > 0}>
      {imports.length === 0 ? (
        <EmptyState title={t('none')}>{t('noneText')}</EmptyState>
      ) : (
        <Table
          caption={t('earlier')}
          head={
            <>
              <Th>{t('name')}</Th>
              <Th>{t('state')}</Th>
              <Th numeric>{t('rows')}</Th>
              <Th>{t('by')}</Th>
              <Th numeric>{t('at')}</Th>
            </>
          }
        >
          {imports.map((row) => (
            <Tr key={row.id}>
              <Td heading>
                <Link
                  to={`/t/${tenant.slug}/settings/import/${row.id}`}
                  className="inline-flex min-h-6 items-center break-all text-link underline-offset-2 hover:underline"
                >
                  {row.fileName}
                </Link>
                <span className="block text-kecil font-normal text-text-2">{t(row.kind)}</span>
              </Td>
              <Td>
                <ImportStateChip state={row.state} />
              </Td>
              <Td numeric>{row.totalRows > 0 ? number(locale, row.totalRows) : '—'}</Td>
              <Td>{row.actorName}</Td>
              <Td numeric>{listTime(locale, now, row.at, zone)}</Td>
            </Tr>
          ))}
        </Table>
      )}
    </Panel>
  )
}

function HowItWorks() {
  const t = useTexts(importTexts)
  return (
    <SideNote title={t('howTitle')}>
      <ul className="flex flex-col gap-2 text-text-2">
        <li>{t('howCheck')}</li>
        <li>{t('howJoin')}</li>
        <li>{t('howPast')}</li>
        <li>{t('howFormula')}</li>
      </ul>
    </SideNote>
  )
}
