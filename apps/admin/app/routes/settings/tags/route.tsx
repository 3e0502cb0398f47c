import type { MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { changeTag, listTags } from '@siaga/cases'
import {
  Button,
  Dialog,
  EmptyState,
  Field,
  Input,
  number,
  Panel,
  Table,
  Td,
  Th,
  Tr,
  useLocale,
  useTexts,
} from '@siaga/ui'
import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { localeOf, pageTitle } from '../../../components/page-title.ts'
import { memberAction, memberLoader } from '../../../server/context.server.ts'
import { fieldErrors } from '../field-errors.ts'
import { SettingsPage } from '../settings-page.tsx'
import { SideNote } from '../side-note.tsx'
import { useSettingsAct } from '../use-settings-act.ts'
import { tagsTexts } from './tags.texts.ts'

export const loader = memberLoader(async ({ ctx }) => ({ tags: await listTags(ctx) }))

export const action = memberAction(async ({ ctx }, form) => {
  const tagId = String(form.get('id') ?? '')
  const intent = form.get('intent')
  if (intent === 'rename') await changeTag(ctx, { tagId, name: String(form.get('name') ?? '') })
  else await changeTag(ctx, { tagId, isActive: intent === 'restore' })
  return { ok: true as const }
})

export const meta: MetaFunction = ({ matches }) => [{ title: pageTitle(matches, tagsTexts.title[localeOf(matches)]) }]

type Row = ReturnType<typeof useLoaderData<typeof loader>>['tags'][number]

const countedTo = 1000

export default function Tags() {
  const t = useTexts(tagsTexts)
  const { tags } = useLoaderData<typeof loader>()
  const [renaming, setRenaming] = useState<Row | null>(null)
  const active = tags.filter((tag) => tag.isActive)
  const retired = tags.filter((tag) => !tag.isActive)
  return (
    <SettingsPage
      title={t('title')}
      meta={t('meta', { count: active.length })}
      aside={
        <SideNote title={t('about')}>
          <p className="text-text-2">{t('aboutText')}</p>
        </SideNote>
      }
    >
      <Panel title={t('active')} flush={active.length > 0}>
        {active.length > 0 ? (
          <TagTable caption={t('active')} rows={active} onRename={setRenaming} />
        ) : (
          <EmptyState title={t('none')}>{t('noneText')}</EmptyState>
        )}
      </Panel>
      {retired.length > 0 && (
        <Panel title={t('retired')} flush>
          <TagTable caption={t('retired')} rows={retired} onRename={setRenaming} />
        </Panel>
      )}
      {renaming && <RenameDialog tag={renaming} onClose={() => setRenaming(null)} />}
    </SettingsPage>
  )
}

function TagTable({ caption, rows, onRename }: { caption: string; rows: Row[]; onRename(row: Row): void }) {
  const t = useTexts(tagsTexts)
  const locale = useLocale()
  const { fetcher } = useSettingsAct<typeof action>('tag-state', { done: t('saved'), toastRefusal: true })
  return (
    <Table
      caption={caption}
      head={
        <>
          <Th>{t('name')}</Th>
          <Th numeric>{t('uses')}</Th>
          <Th>
            <span className="sr-only">{t('act')}</span>
          </Th>
        </>
      }
    >
      {rows.map((tag) => (
        <Tr key={tag.id}>
          <Td heading>{tag.name}</Td>
          <Td numeric>{tag.uses >= countedTo ? t('most') : number(locale, tag.uses)}</Td>
          <Td>
            <span className="flex justify-end gap-1.5">
              <Button size={24} aria-label={t('renameOf', { name: tag.name })} onClick={() => onRename(tag)}>
                {t('rename')}
              </Button>
              <Button
                size={24}
                aria-label={t(tag.isActive ? 'retireOf' : 'restoreOf', { name: tag.name })}
                onClick={() =>
                  fetcher.submit({ intent: tag.isActive ? 'retire' : 'restore', id: tag.id }, { method: 'post' })
                }
              >
                {t(tag.isActive ? 'retire' : 'restore')}
              </Button>
            </span>
          </Td>
        </Tr>
      ))}
    </Table>
  )
}

function RenameDialog({ tag, onClose }: { tag: Row; onClose(): void }) {
  const t = useTexts(tagsTexts)
  const form = useId()
  const { fetcher, refused, count, busy } = useSettingsAct<typeof action>(`tag-${tag.id}`, { done: t('saved') })
  const close = useRef(onClose)
  close.current = onClose
  useEffect(() => {
    if (count > 0) close.current()
  }, [count])
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    fetcher.submit(event.currentTarget)
  }
  const error =
    fieldErrors(refused).add ??
    (refused && (refused.problem.code === 'conflict' ? t('exists') : refused.problem.detail))
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('renameTitle', { name: tag.name })}
      description={t('renameText')}
      actions={
        <>
          <Button kbd="Esc" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" form={form} variant="filled" kbd="↵" disabled={busy}>
            {t('save')}
          </Button>
        </>
      }
    >
      <fetcher.Form id={form} method="post" onSubmit={submit}>
        <input type="hidden" name="intent" value="rename" />
        <input type="hidden" name="id" value={tag.id} />
        <Field label={t('newName')} error={error}>
          <Input name="name" defaultValue={tag.name} maxLength={60} autoComplete="off" />
        </Field>
      </fetcher.Form>
    </Dialog>
  )
}
