import { fileSize, useLocale, useTexts } from '@siaga/ui'
import { type RefObject, useState } from 'react'
import type { ShownProblem } from '../../server/form-problems.server.ts'
import { formTexts } from './form.texts.ts'

const megabyte = 1024 * 1024
const limits = { files: 5, each: 25 * megabyte, together: 29 * megabyte }

/** Looks at the chosen files before they leave: an upload that would be refused is not begun. */
export function useFileProblem(form: RefObject<HTMLFormElement | null>) {
  const t = useTexts(formTexts)
  const locale = useLocale()
  const [problems, setProblems] = useState<ShownProblem[]>([])

  function find(): ShownProblem[] {
    const inputs = [...(form.current?.querySelectorAll<HTMLInputElement>('input[type="file"]') ?? [])]
    const chosen = inputs.flatMap((input) => [...(input.files ?? [])].map((file) => ({ path: input.name, file })))
    const path = chosen[0]?.path ?? ''
    const large = chosen.find(({ file }) => file.size > limits.each)
    if (large)
      return [
        { path: large.path, text: t('fileLarge', { name: large.file.name, size: fileSize(locale, large.file.size) }) },
      ]
    if (chosen.length > limits.files) return [{ path, text: t('filesMany', { count: chosen.length }) }]
    const together = chosen.reduce((sum, { file }) => sum + file.size, 0)
    return together > limits.together ? [{ path, text: t('filesLarge', { size: fileSize(locale, together) }) }] : []
  }

  return {
    problems,
    /** True when the files may leave; else the problem shows and its field has the focus. */
    check(): boolean {
      const found = find()
      setProblems(found)
      if (found[0]) form.current?.querySelector<HTMLInputElement>(`input[name="${CSS.escape(found[0].path)}"]`)?.focus()
      return found.length === 0
    },
  }
}
