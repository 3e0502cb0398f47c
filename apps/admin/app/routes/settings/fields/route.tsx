import type { MetaFunction } from '@remix-run/node'
import { useLoaderData, useSearchParams } from '@remix-run/react'
import { caseFieldsOf } from '@siaga/cases'
import { authorize } from '@siaga/tenancy'
import { Button, EmptyState, Field, Panel, Select, Table, Td, Th, Tr, useLocale, useTexts } from '@siaga/ui'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { localeOf, pageTitle } from '../../../components/page-title.ts'
import { memberAction, memberLoader } from '../../../server/context.server.ts'
import { servicesOf } from '../../../server/services.server.ts'
import { SettingsPage } from '../settings-page.tsx'
import { SideNote } from '../side-note.tsx'
import { useSettingsAct } from '../use-settings-act.ts'
import { changeFields } from './change-fields.server.ts'
import { ChecklistDialog, FieldDialog } from './field-dialog.tsx'
import { fieldsTexts } from './fields.texts.ts'

export const loader = memberLoader(async ({ ctx }) => {
  authorize(ctx, 'desk.change')
  const services = await servicesOf(ctx)
  return {
    services: services.map(({ id, version, definition }) => ({
      id,
      version,
      name: definition.name[ctx.locale],
      fields: caseFieldsOf(definition),
      checklists: [null, ...definition.categories].map((category) => ({
        category: category?.code ?? null,
        name: category?.name[ctx.locale] ?? null,
        items: definition.checklists?.find((list) => list.category === (category?.code ?? null))?.items ?? [],
      })),
    })),
  }
})

export const action = memberAction(async ({ ctx }, form) => {
  await changeFields(ctx, form)
  return { ok: true as const }
})

export const meta: MetaFunction = ({ matches }) => [{ title: pageTitle(matches, fieldsTexts.title[localeOf(matches)]) }]

export type ServiceFields = ReturnType<typeof useLoaderData<typeof loader>>['services'][number]
type OwnField = ServiceFields['fields'][number]
type List = ServiceFields['checklists'][number]

export default function Fields() {
  const t = useTexts(fieldsTexts)
  const { services } = useLoaderData<typeof loader>()
  const [params, setParams] = useSearchParams()
  const service = services.find(({ id }) => id === params.get('service')) ?? services[0]
  const [editing, setEditing] = useState<OwnField | 'new' | null>(null)
  const [listing, setListing] = useState<List | null>(null)
  if (!service) return null
  return (
    <SettingsPage
      title={t('title')}
      actions={
        <Button
          variant="filled"
          icon={<Plus aria-hidden="true" size={16} strokeWidth={1.75} />}
          onClick={() => setEditing('new')}
        >
          {t('add')}
        </Button>
      }
      aside={
        <SideNote title={t('howTitle')}>
          <ul className="flex flex-col gap-2 text-text-2">
            <li>{t('howFields')}</li>
            <li>{t('howRequired')}</li>
            <li>{t('howChecklists')}</li>
          </ul>
        </SideNote>
      }
    >
      {services.length > 1 && (
        <Field label={t('service')} className="max-w-90">
          <Select value={service.id} onChange={(event) => setParams({ service: event.currentTarget.value })}>
            {services.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <Panel title={t('fields')} meta={service.name} flush={service.fields.length > 0}>
        {service.fields.length > 0 ? (
          <FieldTable service={service} onEdit={setEditing} />
        ) : (
          <EmptyState title={t('none')}>{t('noneText')}</EmptyState>
        )}
      </Panel>
      <Panel title={t('checklists')} meta={service.name} flush>
        <ul>
          {service.checklists.map((list) => (
            <li
              key={list.category ?? ''}
              className="flex min-h-10 items-center gap-3 border-t border-line px-3 first:border-t-0"
            >
              <span className="min-w-0 grow">{list.name ?? t('every')}</span>
              <span className="text-kecil text-text-2">{t('items', { count: list.items.length })}</span>
              <Button
                size={24}
                aria-label={t('editOf', { name: list.name ?? t('every') })}
                onClick={() => setListing(list)}
              >
                {t('edit')}
              </Button>
            </li>
          ))}
        </ul>
      </Panel>
      {editing && (
        <FieldDialog service={service} field={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
      {listing && <ChecklistDialog service={service} list={listing} onClose={() => setListing(null)} />}
    </SettingsPage>
  )
}

function FieldTable({ service, onEdit }: { service: ServiceFields; onEdit(field: OwnField): void }) {
  const t = useTexts(fieldsTexts)
  const locale = useLocale()
  const { fetcher } = useSettingsAct<typeof action>('field-remove', { done: t('saved'), toastRefusal: true })
  const remove = ({ key }: OwnField) =>
    fetcher.submit({ intent: 'remove', serviceId: service.id, version: service.version, key }, { method: 'post' })
  return (
    <Table
      caption={t('fields')}
      head={
        <>
          <Th>{t('label')}</Th>
          <Th>{t('kind')}</Th>
          <Th>{t('required')}</Th>
          <Th>
            <span className="sr-only">{t('act')}</span>
          </Th>
        </>
      }
    >
      {service.fields.map((field) => {
        const name = field.label[locale]
        return (
          <Tr key={field.key}>
            <Td heading>{name}</Td>
            <Td>{t(field.kind)}</Td>
            <Td>{t(field.requiredToResolve ? 'yes' : 'no')}</Td>
            <Td>
              <span className="flex justify-end gap-1.5">
                <Button size={24} aria-label={t('editOf', { name })} onClick={() => onEdit(field)}>
                  {t('edit')}
                </Button>
                <Button size={24} aria-label={t('removeOf', { name })} onClick={() => remove(field)}>
                  {t('remove')}
                </Button>
              </span>
            </Td>
          </Tr>
        )
      })}
    </Table>
  )
}
