import { Button, useNow, useTexts, WindowRibbon } from '@siaga/ui'
import { FileText } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { CaseView } from './case-view.server.ts'
import { templateTexts } from './template.texts.ts'
import { TemplatePicker } from './template-picker.tsx'

/** Where the reply key goes while there is no editor. */
export const chooseTemplateId = 'choose-template'

const icon = <FileText aria-hidden="true" size={16} strokeWidth={1.75} />

/** Shows how long free text may leave; when it may not, templates stand in the editor's place. */
export function FreeTextWindow({ view, draft, children }: { view: CaseView; draft: string; children: ReactNode }) {
  const now = useNow(view.now)
  if (!view.window) return children
  const closesAt = view.window.closesAt
  if (closesAt === null || closesAt <= now) return <Shut view={view} now={now} draft={draft} />
  return (
    <>
      <div className="flex min-h-6 items-center justify-end pb-1">
        <WindowRibbon closesAt={closesAt} now={now} />
      </div>
      {children}
    </>
  )
}

function Shut({ view, now, draft }: { view: CaseView; now: number; draft: string }) {
  const t = useTexts(templateTexts)
  const [choosing, setChoosing] = useState(false)
  return (
    <div className="flex min-h-16 flex-wrap items-center gap-3 rounded-[5px] border border-dashed border-warn-line bg-warn-tint px-3 py-2">
      <div className="min-w-0 grow basis-72">
        <WindowRibbon closesAt={view.window?.closesAt ?? null} now={now} />
        <p>{t('shut')}</p>
        {draft.trim() && <p className="truncate text-kecil text-text-2">{t('kept', { text: draft.trim() })}</p>}
      </div>
      <Button id={chooseTemplateId} variant="filled" kbd="R" icon={icon} onClick={() => setChoosing(true)}>
        {t('choose')}
      </Button>
      <TemplatePicker view={view} open={choosing} onOpenChange={setChoosing} />
    </div>
  )
}

/** Templates can be sent at any time, also while the window is open. */
export function TemplateTool({ view }: { view: CaseView }) {
  const t = useTexts(templateTexts)
  const [choosing, setChoosing] = useState(false)
  if (!view.takesTemplates) return null
  return (
    <>
      <Button size={32} variant="quiet" icon={icon} onClick={() => setChoosing(true)}>
        {t('template')}
      </Button>
      <TemplatePicker view={view} open={choosing} onOpenChange={setChoosing} />
    </>
  )
}
