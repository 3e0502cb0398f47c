import { instant, tenantTable } from '@siaga/db'
import { sql } from 'drizzle-orm'
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
    /** What the scanner called it, of an infected file. */
    scanNote: text('scan_note'),
    scannedAt: instant('scanned_at'),
    /** Who added it for an answer of theirs; null for what came from a citizen or by an import. */
    uploadedBy: text('uploaded_by'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    index('files_sha256').on(t.tenantId, t.sha256),
    index('files_unscanned').on(t.tenantId, t.createdAt).where(sql`scan = 'not_scanned'`),
  ],
)
