import { Chip, type ChipTone } from './chip.tsx'
import type { GlyphName } from './glyph.tsx'
import { useTexts } from './locale.tsx'
import { defineTexts } from './texts.ts'

export const caseStateTexts = defineTexts({
  new: { id: 'Baru', en: 'New' },
  open: { id: 'Diproses', en: 'In progress' },
  waiting_citizen: { id: 'Menunggu warga', en: 'Waiting for citizen' },
  waiting_internal: { id: 'Menunggu unit', en: 'Waiting for unit' },
  resolved: { id: 'Selesai', en: 'Resolved' },
  closed: { id: 'Ditutup', en: 'Closed' },
  merged: { id: 'Digabung', en: 'Merged' },
})

export type CaseState = keyof typeof caseStateTexts

export const CASE_STATES = Object.keys(caseStateTexts) as CaseState[]

export const CASE_STATE_LOOKS: Record<CaseState, { glyph: GlyphName; tone: ChipTone }> = {
  new: { glyph: 'todo', tone: 'neutral' },
  open: { glyph: 'half', tone: 'accent' },
  waiting_citizen: { glyph: 'todo', tone: 'neutral' },
  waiting_internal: { glyph: 'half', tone: 'neutral' },
  resolved: { glyph: 'check', tone: 'ok' },
  closed: { glyph: 'closed', tone: 'neutral' },
  merged: { glyph: 'closed', tone: 'neutral' },
}

export type CaseStateChipProps = { state: CaseState; className?: string }

export function CaseStateChip({ state, className }: CaseStateChipProps) {
  const t = useTexts(caseStateTexts)
  return (
    <Chip {...CASE_STATE_LOOKS[state]} className={className}>
      {t(state)}
    </Chip>
  )
}
