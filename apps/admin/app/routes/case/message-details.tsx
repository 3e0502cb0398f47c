import {
  dateTime,
  Facts,
  IconButton,
  number,
  Popover,
  timeSeconds,
  useLocale,
  useTexts,
  useTimeZone,
  zoneName,
} from '@siaga/ui'
import { Info } from 'lucide-react'
import { useTenantHere } from '../tenant/use-tenant.ts'
import type { ThreadItem } from './case-view.server.ts'
import { messageTexts } from './message.texts.ts'

type Message = Extract<ThreadItem, { kind: 'message' }>

/** What is known of a message on its way: stations with their times, tries, address, the provider's number and words. */
export function MessageDetails({ message }: { message: Message }) {
  const t = useTexts(messageTexts)
  const locale = useLocale()
  const zone = useTimeZone()
  const { channels } = useTenantHere()
  const { delivery: d } = message
  const at = (ms: number) =>
    `${dateTime(locale, ms, zone).replace(/ \d\d[.:]\d\d$/, '')} ${timeSeconds(locale, ms, zone)} ${zoneName(zone)}`
  const fact = (label: string, value: string | null | undefined, mono = false) =>
    value ? [{ label, value: mono ? <span className="mono break-all">{value}</span> : value }] : []
  const stamp = (label: string, ms: number | null) => (ms === null ? [] : fact(label, at(ms)))
  return (
    <Popover
      label={t('details')}
      align="end"
      trigger={
        <IconButton label={t('details')} size={24} className="-my-1">
          <Info aria-hidden="true" size={14} strokeWidth={1.75} />
        </IconButton>
      }
    >
      <h2 className="mb-2 font-semibold">{t('details')}</h2>
      <div className="w-80 max-w-full text-kecil tabular">
        <Facts
          items={[
            ...stamp(message.own ? t('written') : t('received'), d.queuedAt),
            ...stamp(t('sent'), d.sentAt),
            ...stamp(t('delivered'), d.deliveredAt),
            ...stamp(t('read'), d.readAt),
            ...fact(t('channel'), channels[message.channelKind]?.name),
            ...fact(t('address'), d.toAddress),
            ...(message.own && d.attempts > 0 ? fact(t('attempts'), number(locale, d.attempts)) : []),
            ...fact(t('problem'), message.problem),
            ...fact(t('code'), d.problemCode, true),
            ...fact(t('providerId'), d.providerId, true),
          ]}
        />
      </div>
    </Popover>
  )
}
