import { useTexts } from '@siaga/ui'
import { SideNote } from '../side-note.tsx'
import { rulesTexts } from './rules.texts.ts'

/** What rules promise, beside the list and the editor. */
export function HowItWorks() {
  const t = useTexts(rulesTexts)
  return (
    <SideNote title={t('howTitle')}>
      <ul className="flex flex-col gap-2 text-text-2">
        <li>{t('howOrder')}</li>
        <li>{t('howOnce')}</li>
        <li>{t('howMachine')}</li>
        <li>{t('howReply')}</li>
      </ul>
    </SideNote>
  )
}
