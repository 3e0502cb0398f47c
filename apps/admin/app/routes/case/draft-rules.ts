import type { Draft as StoredDraft } from '@siaga/cases'
import type { StoredFile } from '@siaga/files'

/** The message that the answer quotes, as it stands above the editor. */
export type Quote = { id: string; own: boolean; text: string }

/** What is being written, as this browser has it. */
export type Draft = {
  text: string
  files: StoredFile[]
  /** Makes a second sending of the same text harmless, also after a reload. */
  submissionId: string
  /** The version on the server on which this was typed; 0 = none. */
  version: number
  /** Not on the server yet. */
  dirty: boolean
  /** Of this browser alone. */
  quote?: Quote | null
}

export type Theirs = Pick<StoredDraft, 'text' | 'files' | 'version' | 'updatedAt'>

export const emptyDraft = (version = 0): Draft => ({ text: '', files: [], submissionId: '', version, dirty: false })

export const isEmpty = (d: Pick<Draft, 'text' | 'files'>) => d.text === '' && d.files.length === 0

const sameContent = (a: Pick<Draft, 'text' | 'files'>, b: Pick<Draft, 'text' | 'files'>) =>
  a.text === b.text && a.files.map((f) => f.fileId).join() === b.files.map((f) => f.fileId).join()

export type Met = { kind: 'mine' } | { kind: 'theirs'; draft: Draft } | { kind: 'conflict'; theirs: Theirs }

/**
 * What this browser has meets what the server has, when a ticket is opened or has been read anew. What is unsaved here
 * is never dropped, and what another device wrote is never overwritten unseen.
 */
export function meet(mine: Draft, theirs: Theirs | null): Met {
  if (!theirs || theirs.version <= mine.version) return { kind: 'mine' }
  const adopted: Draft = {
    text: theirs.text,
    files: theirs.files,
    version: theirs.version,
    submissionId: mine.submissionId,
    dirty: false,
    quote: mine.quote ?? null,
  }
  if (!mine.dirty || isEmpty(mine) || sameContent(mine, theirs)) return { kind: 'theirs', draft: adopted }
  // Emptied elsewhere: it was sent there. What is still here is this device's alone.
  return { kind: 'conflict', theirs }
}

/** Both texts, one under the other, each file once. */
export function joined(mine: Draft, theirs: Theirs): Pick<Draft, 'text' | 'files'> {
  const text = [theirs.text.trim(), mine.text.trim()].filter(Boolean).join('\n\n')
  const files = [...theirs.files, ...mine.files.filter((f) => !theirs.files.some((t) => t.fileId === f.fileId))]
  return { text, files: files.slice(0, 10) }
}
