import { Notice, StateGlyph, useTexts } from '@siaga/ui'
import { CopyValue } from './copy-value.tsx'
import { ticketTexts } from './ticket.texts.ts'

/** The receipt: what was sent is committed; its number follows. */
export function PendingTicket({ code, needsVerification }: { code: string; needsVerification: boolean }) {
  const t = useTexts(ticketTexts)
  return (
    <>
      <div className="flex items-start gap-3">
        <StateGlyph name="check" size={18} className="mt-2" />
        <h1 className="text-judul-laporan">{t('saved')}</h1>
      </div>
      {needsVerification && <Notice>{t('verification')}</Notice>}
      <section className="flex flex-col gap-2 rounded-[8px] border border-line-2 bg-surface p-4">
        <p className="text-text-2">{t('code')}</p>
        <p className="text-angka">
          <CopyValue value={code} what={t('codeWord')} />
        </p>
        <p className="text-[15px]/[21px] text-text-2">{t('keepCode')}</p>
      </section>
      <p role="status" className="flex items-start gap-2 text-text-2">
        <StateGlyph name="half" size={16} className="mt-[3px]" />
        <span>
          <b className="font-semibold text-text">{t('making')}.</b> {t('savedHelp')}
        </span>
      </p>
    </>
  )
}
