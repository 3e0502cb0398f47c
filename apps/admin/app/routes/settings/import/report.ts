import { importFields, importProblems, importReport, readImport } from '@siaga/cases'
import { isUuid, type Localized, notFound } from '@siaga/kernel'
import { memberLoader } from '../../../server/context.server.ts'
import { tableDownload } from '../../../server/table-download.server.ts'

const outcomes: Record<string, Localized> = {
  problem: { id: 'masalah', en: 'problem' },
  made: { id: 'dibuat', en: 'made' },
  joined: { id: 'sudah ada', en: 'already there' },
  removed: { id: 'dihapus lagi', en: 'taken back' },
  kept: { id: 'dibiarkan', en: 'left in place' },
}
const heads = { id: ['Baris', 'Hasil', 'Masalah'], en: ['Row', 'Result', 'Problem'] }

/** What became of each row, as a CSV. */
export const loader = memberLoader(async ({ ctx, user }, { params }) => {
  const importId = params.importId ?? ''
  if (!isUuid(importId)) throw notFound()
  const { import: job } = await readImport(ctx, { importId })
  const { locale } = user
  const nameOf = (key: string) => importFields[job.kind].find((f) => f.key === key)?.name[locale] ?? key
  async function* rows() {
    for await (const { rowNumber, outcome, problems } of importReport(ctx, importId)) {
      const words = problems.map(
        (p) => `${nameOf(p.field)} "${p.value}": ${importProblems[p.code]?.[locale] ?? p.code}`,
      )
      yield [String(rowNumber), outcomes[outcome]?.[locale] ?? outcome, words.join(' ')]
    }
  }
  return tableDownload(`laporan-${job.fileName.replace(/\.[^.]+$/, '')}`, 'csv', heads[locale], rows())
})
