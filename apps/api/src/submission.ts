import type { FormFile } from '@siaga/channels'
import { invalid } from '@siaga/kernel'
import type { Context, MiddlewareHandler, Next } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { type ApiEnv, bodyMalformed, bodyTooLarge, bodyType } from './adapter.ts'

function limit(megabytes: number): MiddlewareHandler<ApiEnv> {
  const maxSize = megabytes * 1024 * 1024
  const refuse = () => {
    throw bodyTooLarge({ params: { megabytes } })
  }
  const counting = bodyLimit({ maxSize, onError: refuse })
  return async (c, next) => {
    const length = c.req.header('content-length')
    // A body without a length is counted as it comes; that builds a whole Request, which the common case goes without.
    if (length === undefined || c.req.header('transfer-encoding'))
      return c.req.method === 'GET' ? next() : counting(c, next)
    if (Number(length) > maxSize) refuse()
    return next()
  }
}

const jsonLimit = limit(1)
const filesLimit = limit(30)

const mediaTypeOf = (c: Context<ApiEnv>) =>
  (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''

const takingFiles = /^\/(public\/v1\/forms\/|v1\/imports$)/

/** 1 MB for every body; 30 MB for a form with files, on the addresses that take them. */
export function limitBody(c: Context<ApiEnv>, next: Next) {
  const takesFiles = c.req.method === 'POST' && takingFiles.test(c.req.path) && mediaTypeOf(c) === 'multipart/form-data'
  return takesFiles ? filesLimit(c, next) : jsonLimit(c, next)
}

type Submission = { values: Record<string, string>; files: FormFile[] }

/**
 * A form as JSON `{values}`, or as multipart: each part is named by its field.
 * @throws bodyMalformed, bodyType, invalid
 */
export async function readSubmission(c: Context<ApiEnv>): Promise<Submission> {
  const type = mediaTypeOf(c)
  if (type === 'application/json') {
    const body: unknown = await c.req.json().catch((cause) => {
      throw bodyMalformed({ cause })
    })
    return { ...onlyValues(body), files: [] }
  }
  if (type !== 'multipart/form-data') throw bodyType()
  const form = await c.req.formData().catch((cause) => {
    throw bodyMalformed({ cause })
  })
  return readParts(form)
}

/** The verb checks the values themselves; here only that nothing stands beside them. */
function onlyValues(body: unknown): { values: Record<string, string> } {
  const given = body && typeof body === 'object' && !Array.isArray(body) ? (body as Record<string, unknown>) : {}
  const foreign = Object.keys(given).filter((key) => key !== 'values')
  if (foreign.length > 0) {
    const text = { id: 'Isian tidak dikenal.', en: 'Unknown field.' }
    throw invalid({
      fields: foreign.slice(0, 20).map((key) => ({ path: key.slice(0, 60), code: 'unknown_field', text })),
    })
  }
  return { values: given.values as Record<string, string> }
}

async function readParts(form: FormData): Promise<Submission> {
  const values: Record<string, string> = Object.create(null)
  const files: FormFile[] = []
  for (const [field, part] of form.entries()) {
    if (typeof part !== 'string') {
      // A browser sends an empty part for a file input that was left alone.
      if (part.size > 0 || part.name !== '')
        files.push({ field, name: part.name, bytes: new Uint8Array(await part.arrayBuffer()) })
      continue
    }
    if (field in values) {
      const text = { id: 'Isian ini dikirim lebih dari satu kali.', en: 'This field was sent more than once.' }
      throw invalid({ fields: [{ path: field.slice(0, 60), code: 'repeated', text }] })
    }
    values[field] = part
  }
  return { values: { ...values }, files }
}
