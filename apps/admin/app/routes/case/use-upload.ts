import type { StoredFile } from '@siaga/files'
import { useTexts } from '@siaga/ui'
import { useState } from 'react'
import { composerTexts } from './composer.texts.ts'

type Answer = { ok: true; file: StoredFile } | { ok: false; problem: { detail: string } }

/** Sends files one after the other as they are chosen; says which did not come through and why. */
export function useUpload(address: string, onStored: (file: StoredFile) => void) {
  const t = useTexts(composerTexts)
  const [running, setRunning] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  async function send(file: File): Promise<string | null> {
    const form = new FormData()
    form.set('file', file)
    try {
      const response = await fetch(address, { method: 'POST', body: form, headers: { accept: 'application/json' } })
      const answer = (await response.json()) as Answer
      if (!answer.ok) return answer.problem.detail
      onStored(answer.file)
      return null
    } catch {
      return t('uploadFailed', { name: file.name })
    }
  }
  async function upload(files: readonly File[]) {
    setProblem(null)
    for (const file of files) {
      setRunning(file.name)
      const refused = await send(file)
      if (refused) setProblem(refused)
    }
    setRunning(null)
  }
  return { upload, running, problem, setProblem }
}
