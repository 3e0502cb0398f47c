import { Button, useTexts } from '@siaga/ui'
import { Eye, EyeOff } from 'lucide-react'
import { useTenantHere } from '../tenant/use-tenant.ts'
import type { CaseView } from './case-view.server.ts'
import { FoldSection } from './fold-section.tsx'
import { partsTexts } from './parts.texts.ts'

/** Who hears of every change of this ticket. */
export function Watchers({ view, onToggle }: { view: CaseView; onToggle(): void }) {
  const t = useTexts(partsTexts)
  const { me } = useTenantHere()
  const others = view.watchers.filter(({ id }) => id !== me.memberId).map(({ name }) => name)
  const names = [...(view.watching ? [t('you')] : []), ...others]
  const Icon = view.watching ? EyeOff : Eye
  return (
    <FoldSection name="watchers" title={t('watchers')} meta={names.length > 0 ? names.length : undefined}>
      <div className="flex items-start gap-3">
        <p className="min-w-0 grow pt-0.5 text-kecil text-text-2">{names.join(', ') || t('nobodyWatches')}</p>
        <Button size={24} kbd="W" icon={<Icon aria-hidden="true" size={14} strokeWidth={1.75} />} onClick={onToggle}>
          {t(view.watching ? 'unwatch' : 'watch')}
        </Button>
      </div>
    </FoldSection>
  )
}
