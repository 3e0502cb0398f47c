import { invalid } from '@siaga/kernel'
import type { changeNoticePreferences, Preferences } from '@siaga/notices'
import { alertKinds } from '../notices/alert-rules.ts'
import { noticePreferencesTexts } from './notice-preferences.texts.ts'

type Change = Parameters<typeof changeNoticePreferences>[1]

/** The form of the panel as the verb takes it: a box that is not ticked is not sent. @throws invalid */
export function noticePreferencesFrom(form: FormData): Change {
  const kinds = Object.fromEntries(
    alertKinds.map((kind) => [kind, { sound: form.has(`sound-${kind}`), desktop: form.has(`desktop-${kind}`) }]),
  )
  return {
    version: Number(form.get('version')),
    preferences: { volume: Number(form.get('volume')), kinds, quiet: quietFrom(form) },
  }
}

function quietFrom(form: FormData): Preferences['quiet'] {
  if (!form.has('quiet')) return null
  const [from, to] = [String(form.get('quietFrom') ?? ''), String(form.get('quietTo') ?? '')]
  if (!from || !to) throw invalid({ fields: [{ path: 'quiet', code: 'time', text: noticePreferencesTexts.timeWrong }] })
  return { from, to }
}
