import { instant, tenantTable } from '@siaga/db'
import { index, integer, text } from 'drizzle-orm/pg-core'

/** A file of a tenant; its bytes lie under their SHA-256 in the tenant's own folder. */
export const files = tenantTable(
  'files',
  {
    sha256: text('sha256').notNull(),
    sizeBytes: integer('size_bytes').notNull(),
    /** By content, not by name. */
    mediaType: text('media_type').notNull(),
    name: text('name').notNull(),
    scan: text('scan', { enum: ['not_scanned', 'clean', 'infected'] }).notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('files_sha256').on(t.tenantId, t.sha256)],
)
