import { EmptyState, Kbd, useTexts } from '@siaga/ui'
import { inboxTexts } from './inbox.texts.ts'

export default function NothingOpen() {
  const t = useTexts(inboxTexts)
  return (
    <div className="flex h-full items-center justify-center p-6">
      <div className="w-full max-w-[420px]">
        <EmptyState title={t('pick')}>{t('pickText')}</EmptyState>
        <p className="mt-3 flex flex-wrap items-center gap-x-1.5 gap-y-1 text-kecil text-text-2">
          <Kbd>J</Kbd>
          <Kbd>K</Kbd> {t('move')}
          <span className="w-2" />
          <Kbd>↵</Kbd> {t('openKey')}
          <span className="w-2" />
          <Kbd>?</Kbd> {t('help')}
        </p>
      </div>
    </div>
  )
}
