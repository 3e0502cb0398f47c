import type { MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { changeCannedReply, createCannedReply, listCannedReplies } from '@siaga/conversations'
import { cannedFields } from '@siaga/conversations/canned-rules'
import { authorize } from '@siaga/tenancy'
import { Button, EmptyState, Kbd, Panel, Table, Td, Th, Tr, useTexts } from '@siaga/ui'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { localeOf, pageTitle } from '../../../components/page-title.ts'
import { memberAction, memberLoader } from '../../../server/context.server.ts'
import { useTenantHere } from '../../tenant/use-tenant.ts'
import { SettingsPage } from '../settings-page.tsx'
import { SideNote } from '../side-note.tsx'
import { useSettingsAct } from '../use-settings-act.ts'
import { cannedTexts } from './canned.texts.ts'
import { CannedForm } from './canned-form.tsx'

export const loader = memberLoader(async ({ ctx }) => {
  authorize(ctx, 'desk.change')
  return { replies: await listCannedReplies(ctx, { retired: true }), allServices: ctx.services === 'all' }
})

export const action = memberAction(async ({ ctx }, form) => {
  const word = (name: string) => String(form.get(name) ?? '')
  const content = {
    serviceId: word('serviceId') || null,
    shortcut: word('shortcut'),
    title: word('title'),
    text: word('text'),
  }
  const known = { id: word('id'), version: Number(word('version')) }
  if (form.get('intent') === 'create') await createCannedReply(ctx, content)
  else if (form.get('intent') === 'change') await changeCannedReply(ctx, { ...known, ...content })
  else await changeCannedReply(ctx, { ...known, isActive: form.get('intent') === 'restore' })
  return { ok: true as const }
})

export const meta: MetaFunction = ({ matches }) => [{ title: pageTitle(matches, cannedTexts.title[localeOf(matches)]) }]

export type CannedRow = ReturnType<typeof useLoaderData<typeof loader>>['replies'][number]

export default function CannedReplies() {
  const t = useTexts(cannedTexts)
  const { replies, allServices } = useLoaderData<typeof loader>()
  const [editing, setEditing] = useState<CannedRow | 'new' | null>(null)
  const active = replies.filter((r) => r.isActive)
  const retired = replies.filter((r) => !r.isActive)
  return (
    <SettingsPage
      title={t('title')}
      aside={<Fields />}
      actions={
        <Button
          variant="filled"
          icon={<Plus aria-hidden="true" size={16} strokeWidth={1.75} />}
          onClick={() => setEditing('new')}
        >
          {t('add')}
        </Button>
      }
    >
      <Panel title={t('active')} flush={active.length > 0}>
        {active.length > 0 ? (
          <Replies
            caption={`${t('title')}, ${t('active').toLowerCase()}`}
            rows={active}
            allServices={allServices}
            onEdit={setEditing}
          />
        ) : (
          <EmptyState title={t('none')}>{t('noneText')}</EmptyState>
        )}
      </Panel>
      {retired.length > 0 && (
        <Panel title={t('retired')} flush>
          <Replies
            caption={`${t('title')}, ${t('retired').toLowerCase()}`}
            rows={retired}
            allServices={allServices}
            onEdit={setEditing}
          />
        </Panel>
      )}
      {editing && (
        <CannedForm
          reply={editing === 'new' ? null : editing}
          allServices={allServices}
          onClose={() => setEditing(null)}
        />
      )}
    </SettingsPage>
  )
}

type RepliesProps = { caption: string; rows: CannedRow[]; allServices: boolean; onEdit(row: CannedRow): void }

function Replies({ caption, rows, allServices, onEdit }: RepliesProps) {
  const t = useTexts(cannedTexts)
  const { services } = useTenantHere()
  const { fetcher } = useSettingsAct<typeof action>('canned-state', { done: t('saved'), toastRefusal: true })
  return (
    <Table
      caption={caption}
      head={
        <>
          <Th>{t('shortcut')}</Th>
          <Th>{t('name')}</Th>
          <Th>{t('service')}</Th>
          <Th>
            <span className="sr-only">{t('editShort')}</span>
          </Th>
        </>
      }
    >
      {rows.map((row) => (
        <Tr key={row.id}>
          <Td>
            <Kbd>{`/${row.shortcut}`}</Kbd>
          </Td>
          <Td heading>
            <span className="block">{row.title}</span>
            <span className="block max-w-90 truncate text-kecil font-normal text-text-2">{row.text}</span>
          </Td>
          <Td className="whitespace-nowrap">{services.find(({ id }) => id === row.serviceId)?.name ?? t('all')}</Td>
          <Td>
            {(row.serviceId !== null || allServices) && (
              <span className="flex justify-end gap-1.5">
                <Button size={24} aria-label={t('edit', { name: row.title })} onClick={() => onEdit(row)}>
                  {t('editShort')}
                </Button>
                <Button
                  size={24}
                  aria-label={`${t(row.isActive ? 'retire' : 'restore')}: ${row.title}`}
                  onClick={() =>
                    fetcher.submit(
                      { intent: row.isActive ? 'retire' : 'restore', id: row.id, version: row.version },
                      { method: 'post' },
                    )
                  }
                >
                  {t(row.isActive ? 'retire' : 'restore')}
                </Button>
              </span>
            )}
          </Td>
        </Tr>
      ))}
    </Table>
  )
}

function Fields() {
  const t = useTexts(cannedTexts)
  return (
    <SideNote title={t('howTitle')}>
      <p className="mb-2 text-text-2">{t('howText')}</p>
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1">
        {cannedFields.map((field) => (
          <div key={field} className="contents">
            <dt className="mono">{`{${field}}`}</dt>
            <dd className="text-text-2">{t(field)}</dd>
          </div>
        ))}
      </dl>
    </SideNote>
  )
}
