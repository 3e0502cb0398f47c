import { listContacts } from '@siaga/conversations'
import type { Ctx } from '@siaga/db'
import { contactItem } from './contact-view.server.ts'

/** A page of citizens as people read them. @throws forbidden */
export async function contactRows(ctx: Ctx, url: URL) {
  const search = url.searchParams.get('q')?.trim().slice(0, 120) ?? ''
  const cursor = url.searchParams.get('cursor') || undefined
  const { rows, next } = await listContacts(ctx, { search, limit: 50, ...(cursor && { cursor }) })
  return { search, rows: rows.map(contactItem), next, now: ctx.clock.now().getTime() }
}

export type ContactPage = Awaited<ReturnType<typeof contactRows>>
