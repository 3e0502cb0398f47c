import { Button, StateGlyph, useTexts } from '@siaga/ui'
import { Phone } from 'lucide-react'
import { formTexts } from './form.texts.ts'

/** Above the form of an emergency service: the phone comes first. */
export function EmergencyNotice() {
  const t = useTexts(formTexts)
  return (
    <div className="flex flex-col gap-3 rounded-[8px] border border-life-line bg-life-tint p-4">
      <p className="flex items-start gap-3 text-judul-2">
        <StateGlyph name="life" size={18} className="mt-[3px]" />
        {t('emergency')}
      </p>
      <Button asChild variant="life" size={64} className="w-full">
        <a href="tel:112">
          <Phone aria-hidden="true" size={20} strokeWidth={1.75} />
          {t('call')}
        </a>
      </Button>
    </div>
  )
}
