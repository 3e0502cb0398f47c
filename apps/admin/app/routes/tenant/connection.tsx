import { durationWords, StateGlyph, useLocale, useNow, useTexts } from '@siaga/ui'
import { shellTexts } from './shell.texts.ts'
import type { Connection } from './use-live.ts'

const looks = {
  connecting: { glyph: 'half', colour: undefined },
  open: { glyph: 'done', colour: undefined },
  lost: { glyph: 'warn', colour: undefined },
} as const
const words = { connecting: 'connecting', open: 'connected', lost: 'lost' } as const

export function ConnectionWord({ connection }: { connection: Connection }) {
  const t = useTexts(shellTexts)
  if (connection.state === 'off') return null
  return (
    <span className="flex items-center gap-1.5 text-kecil text-text-2">
      <StateGlyph name={looks[connection.state].glyph} size={10} />
      {t(words[connection.state])}
    </span>
  )
}

/** A line over the whole page while nothing arrives by itself. */
export function ConnectionBar({ connection }: { connection: Connection }) {
  const t = useTexts(shellTexts)
  if (connection.lostAt === null) return null
  return (
    <div className="flex min-h-8 items-center gap-2 border-b border-warn-line bg-warn-tint px-4 py-1 text-warn">
      <StateGlyph name="warn" />
      <span role="status">
        <b className="font-semibold">
          {t('lostBar')} <Since lostAt={connection.lostAt} />
        </b>
        {'. '}
        {t('lostKept')}
      </span>
    </div>
  )
}

function Since({ lostAt }: { lostAt: number }) {
  const locale = useLocale()
  return (
    <span aria-hidden="true" className="tabular">
      {durationWords(locale, useNow(lostAt) - lostAt)}
    </span>
  )
}
