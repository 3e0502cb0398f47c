import type { AppLoadContext } from '@remix-run/node'
import { knownError, problemOf } from '@siaga/runtime'
import { logUnknown } from './edge.server.ts'

export type ShownProblem = { path: string; text: string }

export type FormProblems = {
  status: number
  /** What is wrong as a whole, in the reader's words. */
  summary: string
  fields: ShownProblem[]
  requestId: string
  retryAfterSeconds: number | null
}

/** An error as the form shows it beside what was typed; whatever went wrong, nothing that was typed is lost. */
export function problemsOf(context: AppLoadContext, error: unknown): FormProblems {
  const known = knownError(error)
  if (!known || known.status >= 500) logUnknown(context, error)
  const problem = problemOf(error, context.locale, context.requestId)
  return {
    status: problem.status,
    summary: problem.detail,
    fields: unlike(
      // Schemas name a value by its way (`values.message`); a form knows its field.
      (known?.fields ?? []).map((field) => ({
        path: field.path.replace(/^values\./, ''),
        text: field.text[context.locale],
      })),
    ),
    requestId: context.requestId,
    retryAfterSeconds: known?.retryAfterSeconds ?? null,
  }
}

/** The same word about the same field once. */
const unlike = (problems: ShownProblem[]) =>
  problems.filter((p, at) => problems.findIndex((q) => q.path === p.path && q.text === p.text) === at)
