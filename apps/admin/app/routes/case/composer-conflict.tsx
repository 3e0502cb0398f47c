import { Button, relativeDayTime, StateGlyph, useLocale, useTexts, useTimeZone } from '@siaga/ui'
import { composerTexts } from './composer.texts.ts'
import { isEmpty, type Theirs } from './draft-rules.ts'

type ConflictProps = { mine: string; theirs: Theirs; now: number; onChoose(which: 'mine' | 'theirs' | 'both'): void }

/** One draft on two devices: both texts stand side by side until somebody chooses; nothing is lost meanwhile. */
export function DraftConflict({ mine, theirs, now, onChoose }: ConflictProps) {
  const t = useTexts(composerTexts)
  const locale = useLocale()
  const zone = useTimeZone()
  const gone = isEmpty(theirs)
  const at = theirs.updatedAt ? relativeDayTime(locale, now, theirs.updatedAt, zone) : ''
  return (
    <div role="alert" className="mx-2 mb-2 rounded-[5px] border border-warn-line bg-warn-tint px-3 py-2">
      <p className="flex items-center gap-1.5 font-semibold text-warn">
        <StateGlyph name="warn" />
        {t(gone ? 'conflictSent' : 'conflictTitle')}
      </p>
      {!gone && (
        <div className="mt-2 grid gap-2 min-[700px]:grid-cols-2">
          <Version title={t('conflictTheirs', { at })} text={theirs.text} />
          <Version title={t('conflictMine')} text={mine} />
        </div>
      )}
      <div className="mt-2 flex flex-wrap gap-2">
        <Button size={28} onClick={() => onChoose('mine')}>
          {t('keepMine')}
        </Button>
        <Button size={28} onClick={() => onChoose('theirs')}>
          {t(gone ? 'discard' : 'keepTheirs')}
        </Button>
        {!gone && (
          <Button size={28} onClick={() => onChoose('both')}>
            {t('keepBoth')}
          </Button>
        )}
      </div>
    </div>
  )
}

function Version({ title, text }: { title: string; text: string }) {
  const t = useTexts(composerTexts)
  return (
    <div className="min-w-0 rounded-[3px] border border-line-2 bg-surface px-2 py-1.5">
      <p className="text-mikro text-text-2">{title}</p>
      <p className="max-h-32 overflow-y-auto whitespace-pre-wrap break-words">{text || t('noText')}</p>
    </div>
  )
}
