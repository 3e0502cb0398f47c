import { useSearchParams } from '@remix-run/react'
import {
  Button,
  Chip,
  Notice,
  relativeDayTime,
  TextLink,
  useLocale,
  useNow,
  useTexts,
  useTimeZone,
  useToast,
} from '@siaga/ui'
import { PhoneOutgoing } from 'lucide-react'
import { inSentence } from '../../components/in-sentence.ts'
import { useTenantHere } from '../tenant/use-tenant.ts'
import type { CaseView } from './case-view.server.ts'
import { relateTexts } from './relate.texts.ts'
import { useCaseAct } from './use-case-act.ts'

/** Beside the state: spam, a part of something, watched. */
export function CaseMarks({ view }: { view: CaseView }) {
  const t = useTexts(relateTexts)
  const { tenant } = useTenantHere()
  const [params] = useSearchParams()
  return (
    <>
      {view.spam && <Chip glyph="off">{t('spam')}</Chip>}
      {view.parent && (
        <TextLink to={`/t/${tenant.slug}/inbox/${view.parent.id}?${params}`}>
          {t('partOf', { number: view.parent.number })}
        </TextLink>
      )}
      {view.watching && <Chip glyph="now">{t('watching')}</Chip>}
    </>
  )
}

/** A promised call-back, with the two ways in which it ends. */
export function CallbackBar({ view, onChange }: { view: CaseView; onChange(): void }) {
  const t = useTexts(relateTexts)
  const locale = useLocale()
  const zone = useTimeZone()
  const toast = useToast()
  const { can } = useTenantHere()
  const now = useNow(view.now)
  const { act, busy } = useCaseAct(view, 'callback-end', {
    onDone: () => toast.show({ message: t('callbackEnded') }),
  })
  if (view.callbackAt === null) return null
  const late = view.callbackAt <= now
  const at = inSentence(relativeDayTime(locale, now, view.callbackAt, zone))
  const end = (done: 'yes' | 'no') => !busy && act('callback', { revision: view.revision, at: '', done })
  return (
    <div
      className={
        late
          ? 'mt-1.5 flex flex-wrap items-center gap-2 rounded-[5px] border border-warn-line bg-warn-tint px-2.5 py-1'
          : 'mt-1.5 flex flex-wrap items-center gap-2 rounded-[5px] border border-line-2 px-2.5 py-1'
      }
    >
      <PhoneOutgoing aria-hidden="true" size={14} strokeWidth={1.75} />
      <span className={late ? 'font-semibold text-warn tabular' : 'tabular'}>
        {t(late ? 'callbackLate' : 'callbackOn', { at })}
      </span>
      {can.work && (
        <span className="ml-auto flex flex-wrap gap-2">
          <Button size={24} onClick={() => end('yes')}>
            {t('callbackDone')}
          </Button>
          <Button size={24} variant="quiet" onClick={onChange}>
            {t('callbackMenu')}
          </Button>
          <Button size={24} variant="quiet" onClick={() => end('no')}>
            {t('callbackCancel')}
          </Button>
        </span>
      )}
    </div>
  )
}

/** Of a merged ticket: where its matter went on. */
export function MergedNotice({ view }: { view: CaseView }) {
  const t = useTexts(relateTexts)
  const { tenant } = useTenantHere()
  const [params] = useSearchParams()
  if (!view.mergedInto) return null
  const { id, number } = view.mergedInto
  return (
    <Notice>
      {t('mergedInto', { number })}{' '}
      <TextLink to={`/t/${tenant.slug}/inbox/${id}?${params}`}>{t('openTarget', { number })}</TextLink>
    </Notice>
  )
}
