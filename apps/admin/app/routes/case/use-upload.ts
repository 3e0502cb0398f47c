import type { StoredFile } from '@siaga/files'
import { dateShort, time, useLocale, useTexts, useTimeZone } from '@siaga/ui'
import { useEffect, useRef, useState } from 'react'
import { composerTexts } from './composer.texts.ts'

type Answer = { ok: true; file: StoredFile } | { ok: false; problem: { detail: string } }

export type Upload = { id: number; name: string; done: number; total: number }

/** At once; more wait. */
const together = 2

/** Sends files as they are chosen, dropped or pasted, shows how far each is, and says which did not come through and why. */
export function useUpload(address: string, onStored: (file: StoredFile) => void) {
  const t = useTexts(composerTexts)
  const [uploads, setUploads] = useState<readonly Upload[]>([])
  const [problem, setProblem] = useState<string | null>(null)
  const waiting = useRef<{ upload: Upload; file: File }[]>([])
  const running = useRef(new Map<number, XMLHttpRequest>())
  const nextId = useRef(1)
  const stored = useRef(onStored)
  stored.current = onStored

  const leave = (id: number) => setUploads((now) => now.filter((u) => u.id !== id))

  function begin() {
    while (running.current.size < together) {
      const next = waiting.current.shift()
      if (!next) return
      send(next.upload, next.file)
    }
  }

  function send({ id, name }: Upload, file: File) {
    const request = new XMLHttpRequest()
    running.current.set(id, request)
    const end = (said: string | null) => {
      running.current.delete(id)
      leave(id)
      if (said) setProblem(said)
      begin()
    }
    request.upload.onprogress = ({ loaded, total }) =>
      setUploads((now) => now.map((u) => (u.id === id ? { ...u, done: loaded, total } : u)))
    request.onload = () => {
      const answer = parsed(request.responseText)
      if (answer?.ok) stored.current(answer.file)
      end(answer?.ok ? null : (answer?.problem.detail ?? t('uploadFailed', { name })))
    }
    request.onerror = () => end(t('uploadFailed', { name }))
    request.onabort = () => end(null)
    const form = new FormData()
    form.set('file', file, name)
    request.open('POST', address)
    request.setRequestHeader('accept', 'application/json')
    request.send(form)
  }

  function upload(files: readonly { file: File; name: string }[]) {
    setProblem(null)
    const fresh = files.map(({ file, name }) => ({
      upload: { id: nextId.current++, name, done: 0, total: file.size },
      file,
    }))
    waiting.current.push(...fresh)
    setUploads((now) => [...now, ...fresh.map((f) => f.upload)])
    begin()
  }

  function cancel(id: number) {
    waiting.current = waiting.current.filter((w) => w.upload.id !== id)
    const request = running.current.get(id)
    if (request) request.abort()
    else leave(id)
  }

  useEffect(() => {
    const open = running.current
    return () => {
      waiting.current = []
      for (const request of open.values()) request.abort()
    }
  }, [])
  return { upload, cancel, uploads, problem, setProblem }
}

function parsed(text: string): Answer | null {
  try {
    return JSON.parse(text) as Answer
  } catch {
    return null
  }
}

/** A pasted picture has no name of its own: it gets one that says what it is and when. */
export function usePastedName() {
  const t = useTexts(composerTexts)
  const locale = useLocale()
  const zone = useTimeZone()
  return (file: File, index: number): string => {
    if (!/^image\.\w+$/.test(file.name) && file.name) return file.name
    const ending = file.type === 'image/jpeg' ? 'jpg' : (file.type.split('/')[1] ?? 'png')
    const now = Date.now()
    const count = index > 0 ? ` ${index + 1}` : ''
    return `${t('screenshot')} ${dateShort(locale, now, zone)} ${time('id', now, zone)}${count}.${ending}`
  }
}
