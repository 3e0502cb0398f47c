import type { MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { checkImport, importFields, importProblems, readImport, runImport, undoImport } from '@siaga/cases'
import { isUuid, type Locale, notFound } from '@siaga/kernel'
import {
  Button,
  ConfirmDialog,
  dateTime,
  Facts,
  Notice,
  number,
  Panel,
  Progress,
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
import { memberAction, memberLoader } from '../../../server/context.server.ts'
import { useTenantHere } from '../../tenant/use-tenant.ts'
import { SettingsPage } from '../settings-page.tsx'
import { useSettingsAct } from '../use-settings-act.ts'
import { importTexts } from './import.texts.ts'
import { ImportStateChip } from './import-state.tsx'
import { MappingForm } from './mapping-form.tsx'

const idOf = (importId: string | undefined) => {
  if (!importId || !isUuid(importId)) throw notFound()
  return importId
}

export const loader = memberLoader(async ({ ctx, user }, { params }) => {
  const { import: row, report, earlier } = await readImport(ctx, { importId: idOf(params.importId) })
  const locale: Locale = user.locale
  const fields = importFields[row.kind]
  const nameOf = (key: string) => fields.find((field) => field.key === key)?.name[locale] ?? key
  return {
    job: {
      id: row.id,
      kind: row.kind,
      state: row.state,
      version: row.version,
      fileName: row.fileName,
      columns: row.columns,
      sample: row.sample.slice(0, 8),
      mapping: row.mapping,
      options: row.options,
      totalRows: row.totalRows,
      problemRows: row.problemRows,
      doneRows: row.doneRows,
      madeRows: row.madeRows,
      joinedRows: row.joinedRows,
      removedRows: row.removedRows,
      keptRows: row.keptRows,
    },
    unreadable: row.state === 'failed',
    fields: fields.map(({ key, required }) => ({ key, name: nameOf(key), required: required === true })),
    problems: report
      .filter(({ outcome }) => outcome === 'problem')
      .map(({ rowNumber, problems }) => ({
        row: rowNumber,
        words: problems.map(({ field, code, value }) => ({
          field: nameOf(field),
          value,
          text: importProblems[code]?.[locale] ?? code,
        })),
      })),
    earlier: earlier && { at: earlier.createdAt.getTime(), name: earlier.actorName },
  }
})

export const action = memberAction(async ({ ctx }, form, { params }) => {
  const importId = idOf(params.importId)
  const intent = String(form.get('intent'))
  const versioned = { importId, version: Number(form.get('version')) }
  const word = (name: string) => String(form.get(name) ?? '')
  switch (intent) {
    case 'check': {
      const chosen = [...form.entries()].filter(([name, value]) => name.startsWith('column.') && value !== '')
      const mapping = Object.fromEntries(chosen.map(([name, value]) => [name.slice(7), Number(value)]))
      const options = {
        dateOrder: word('dateOrder') === 'month_first' ? ('month_first' as const) : ('day_first' as const),
        defaultState: word('defaultState') === 'open' ? ('open' as const) : ('closed' as const),
      }
      await checkImport(ctx, { ...versioned, mapping, options })
      break
    }
    case 'run':
      await runImport(ctx, versioned)
      break
    case 'undo':
      await undoImport(ctx, versioned)
      break
    default:
      throw notFound({ internal: `no such action: ${intent}` })
  }
  return { ok: true as const, intent }
})

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: pageTitle(matches, data?.job.fileName ?? importTexts.title[localeOf(matches)]) },
]

export default function ImportPage() {
  const t = useTexts(importTexts)
  const locale = useLocale()
  const zone = useTimeZone()
  const { tenant } = useTenantHere()
  const { job, earlier, problems, unreadable } = useLoaderData<typeof loader>()
  const choosing = job.state === 'mapping' || job.state === 'ready' || job.state === 'failed'
  return (
    <SettingsPage
      title={<span className="break-all">{job.fileName}</span>}
      meta={t(job.kind)}
      actions={
        <Button asChild>
          <Link to={`/t/${tenant.slug}/settings/import`}>{t('back')}</Link>
        </Button>
      }
      aside={<Result />}
    >
      {earlier && choosing && (
        <Notice>{t('sameFile', { at: dateTime(locale, earlier.at, zone), name: earlier.name })}</Notice>
      )}
      {unreadable && <Notice>{t('stateFailed')}</Notice>}
      {choosing && <MappingForm key={job.id} />}
      {problems.length > 0 && <Problems />}
      {choosing && <Sample />}
    </SettingsPage>
  )
}

/** What came of it so far, and the one thing to do next. */
function Result() {
  const t = useTexts(importTexts)
  const locale = useLocale()
  const { tenant } = useTenantHere()
  const { job } = useLoaderData<typeof loader>()
  const good = job.totalRows - job.problemRows
  const read = !['mapping', 'reading', 'failed'].includes(job.state)
  const wrote = ['running', 'done', 'undoing', 'undone'].includes(job.state)
  const undone = job.state === 'undoing' || job.state === 'undone'
  const n = (value: number) => number(locale, value)
  const facts = [
    ...(read ? [['total', job.totalRows] as const, ['bad', job.problemRows] as const] : []),
    ...(read && !wrote ? [['good', good] as const] : []),
    ...(wrote ? [['made', job.madeRows] as const, ['joined', job.joinedRows] as const] : []),
    ...(undone ? [['removed', job.removedRows] as const, ['kept', job.keptRows] as const] : []),
  ]
  return (
    <Panel title={t('result')}>
      <div className="flex flex-col gap-3">
        <div>
          <ImportStateChip state={job.state} />
        </div>
        {job.state === 'reading' && <p>{t('readingNow')}</p>}
        {facts.length > 0 && <Facts items={facts.map(([label, value]) => ({ label: t(label), value: n(value) }))} />}
        {job.state === 'running' && (
          <Progress label={t('progress')} done={job.doneRows} total={Math.max(job.doneRows, good)} />
        )}
        {job.state === 'undoing' && (
          <Progress label={t('undoProgress')} done={job.removedRows + job.keptRows} total={job.madeRows} />
        )}
        {undone && job.keptRows > 0 && <p className="text-kecil text-text-2">{t('keptHelp')}</p>}
        <Next good={good} />
        {(job.problemRows > 0 || wrote) && (
          <Button asChild>
            <a href={`/t/${tenant.slug}/settings/import/${job.id}/report`} download>
              {t('report')}
            </a>
          </Button>
        )}
      </div>
    </Panel>
  )
}

function Next({ good }: { good: number }) {
  const t = useTexts(importTexts)
  const locale = useLocale()
  const { job } = useLoaderData<typeof loader>()
  const [asking, setAsking] = useState(false)
  const { fetcher, busy, refused } = useSettingsAct<typeof action>('import-next')
  const send = (intent: string) => fetcher.submit({ intent, version: String(job.version) }, { method: 'post' })
  return (
    <>
      {refused && <Notice>{refused.problem.detail}</Notice>}
      {job.state === 'ready' && good > 0 && (
        <Button variant="filled" disabled={busy} onClick={() => send('run')}>
          {t('run', { rows: number(locale, good) })}
        </Button>
      )}
      {job.state === 'done' && (
        <Button disabled={busy} onClick={() => setAsking(true)}>
          {t('undo')}
        </Button>
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('undoQuestion', { file: job.fileName })}
        consequence={t('undoConsequence')}
        confirmLabel={t('undo')}
        irreversible
        onConfirm={() => {
          setAsking(false)
          send('undo')
        }}
      />
    </>
  )
}

function Problems() {
  const t = useTexts(importTexts)
  const locale = useLocale()
  const { problems } = useLoaderData<typeof loader>()
  return (
    <Panel title={t('problems')} meta={problems.length >= 50 ? t('firstProblems') : undefined} flush>
      <Table
        caption={t('problems')}
        head={
          <>
            <Th numeric className="w-16">
              {t('row')}
            </Th>
            <Th>{t('problem')}</Th>
          </>
        }
      >
        {problems.map(({ row, words }) => (
          <Tr key={row}>
            <Td numeric>{number(locale, row)}</Td>
            <Td>
              {words.map(({ field, value, text }) => (
                <span key={`${field}${text}`} className="block">
                  <span className="font-medium">{field}</span> {value && <q className="break-all">{value}</q>} {text}
                </span>
              ))}
            </Td>
          </Tr>
        ))}
      </Table>
    </Panel>
  )
}

function Sample() {
  const t = useTexts(importTexts)
  const { job } = useLoaderData<typeof loader>()
  return (
    <Panel title={t('sample')} flush>
      <Table
        caption={t('sample')}
        head={job.columns.map((column, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name of their own
          <Th key={i}>{column || t('columnNumber', { number: i + 1 })}</Th>
        ))}
      >
        {job.sample.map((cells, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file that does not change
          <Tr key={i}>
            {job.columns.map((_, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above
              <Td key={column} className="max-w-60 truncate">
                {cells[column]?.slice(0, 120)}
              </Td>
            ))}
          </Tr>
        ))}
      </Table>
    </Panel>
  )
}
