import type { Localized } from '@siaga/kernel'
import type { z } from 'zod'

/** What the settings form shows of a field. Zod types `title` as one string; ours stands in both languages. */
export function labels(fields: { title: Localized; help: Localized; secret?: true }): z.GlobalMeta {
  return fields as unknown as z.GlobalMeta
}
