import { instant, tenantRelation } from '@siaga/db'
import { bigint, customType, index, text, uuid } from 'drizzle-orm/pg-core'

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' })

/**
 * What can be found: one row per case, message (or internal note) and contact, with words and numbers but no text.
 * Read through `search_documents_of` alone; its GIN indexes, one per kind, stand in the hand-written migration.
 */
export const searchDocuments = tenantRelation(
  'search_documents',
  {
    kind: text('kind', { enum: ['case', 'message', 'contact'] }).notNull(),
    subjectId: uuid('subject_id').notNull(),
    /** A message's own time; of cases and contacts the day of the last one, so that not every message rewrites them. */
    at: instant('at').notNull(),
    tsv: tsvector('tsv').notNull(),
  },
  ['kind', 'subjectId'],
  (t) => [index('search_documents_recent').on(t.tenantId, t.kind, t.at, t.subjectId)],
)

/** Words that occur, as they are written: what prefixes and mistyped words are completed from. Numbers are not among them. */
export const searchTerms = tenantRelation(
  'search_terms',
  {
    term: text('term').notNull(),
    /** Common words are met first: the order in which completions are taken. */
    firstSeenAt: instant('first_seen_at').notNull(),
  },
  ['term'],
)

/** Up to which event the documents are kept. */
export const searchProgress = tenantRelation(
  'search_progress',
  { position: bigint('position', { mode: 'number' }).notNull() },
  [],
)
