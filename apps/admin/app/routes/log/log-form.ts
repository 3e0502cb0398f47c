import { newSubmissionId } from '../../components/submission-id.ts'
import type { ContactItem } from '../contact/contact-view.server.ts'

/** What is being written; kept while the dialog is closed, so that a glance elsewhere costs nothing. */
export type LogForm = {
  submissionId: string
  kind: string
  serviceId: string
  /** Chosen among the known ones; else `name` and `phone` say who it is. */
  known: ContactItem | null
  name: string
  phone: string
  class: string
  category: string
  subject: string
  text: string
  /** `new`, `none`, or the id of a case; null while the class decides. */
  target: string | null
  /** On the wall of the tenant's zone; empty = now. */
  at: string
}

export const emptyForm = (kept: Pick<LogForm, 'kind' | 'serviceId'>): LogForm => ({
  ...kept,
  submissionId: newSubmissionId(),
  known: null,
  name: '',
  phone: '',
  class: 'normal',
  category: '',
  subject: '',
  text: '',
  target: null,
  at: '',
})

/** Whether anything was written that would be lost. */
export const isWritten = (form: LogForm) =>
  form.known !== null || [form.name, form.phone, form.text, form.subject].some((value) => value.trim() !== '')

/** The case: what was chosen; else a new one where there is something to do. A chosen "none" does not outlive its class. */
export function targetOf(form: LogForm, spoken: boolean): string {
  const needed = !spoken || form.class === 'normal'
  if (form.target && !(form.target === 'none' && needed)) return form.target
  return needed ? 'new' : 'none'
}
