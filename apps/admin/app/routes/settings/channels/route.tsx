import type { MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { listChannels } from '@siaga/channels'
import { authorize } from '@siaga/tenancy'
import {
  Button,
  ChannelIcon,
  EmptyState,
  listTime,
  Panel,
  Table,
  Td,
  Th,
  Tr,
  useLocale,
  useTexts,
  useTimeZone,
} from '@siaga/ui'
import { Plus } from 'lucide-react'
import { localeOf, pageTitle } from '../../../components/page-title.ts'
import { memberLoader } from '../../../server/context.server.ts'
import { useTenantHere } from '../../tenant/use-tenant.ts'
import { SettingsPage } from '../settings-page.tsx'
import { SideNote } from '../side-note.tsx'
import { ChannelStateChip } from './channel-state.tsx'
import { channelsTexts } from './channels.texts.ts'
import { problemWords } from './problem-words.server.ts'

export const loader = memberLoader(async ({ ctx, user }) => {
  authorize(ctx, 'channel.change')
  const channels = await listChannels(ctx)
  return {
    now: ctx.clock.now().getTime(),
    channels: channels
      .sort((a, b) => (a.kind + a.address < b.kind + b.address ? -1 : 1))
      .map((channel) => ({
        id: channel.id,
        serviceId: channel.serviceId,
        kind: channel.kind,
        address: channel.address,
        /** The telephone number that citizens see, where the address is only the provider's own. */
        phone: typeof channel.settings.displayNumber === 'string' ? channel.settings.displayNumber : null,
        state: channel.state,
        lastInAt: channel.health?.lastInAt ?? null,
        lastOutAt: channel.health?.lastOutAt ?? null,
        failingSince: channel.health?.failingSince ?? null,
        problem: problemWords(channel, user.locale),
      })),
  }
})

export const meta: MetaFunction = ({ matches }) => [
  { title: pageTitle(matches, channelsTexts.title[localeOf(matches)]) },
]

export default function Channels() {
  const t = useTexts(channelsTexts)
  const { tenant, services } = useTenantHere()
  const { channels } = useLoaderData<typeof loader>()
  return (
    <SettingsPage title={t('title')} aside={<HowItWorks />}>
      {services.map((service) => {
        const own = channels.filter(({ serviceId }) => serviceId === service.id)
        const connect = (
          <Button asChild size={28} icon={<Plus aria-hidden="true" size={16} strokeWidth={1.75} />}>
            <Link
              to={`/t/${tenant.slug}/settings/channels/new?service=${service.id}`}
              aria-label={t('connectTo', { service: service.name })}
            >
              {t('connect')}
            </Link>
          </Button>
        )
        return (
          <Panel key={service.id} title={service.name} actions={connect} flush={own.length > 0}>
            {own.length > 0 ? (
              <ChannelTable caption={service.name} rows={own} />
            ) : (
              <EmptyState title={t('none')}>{t('noneText')}</EmptyState>
            )}
          </Panel>
        )
      })}
    </SettingsPage>
  )
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>['channels'][number]

function ChannelTable({ caption, rows }: { caption: string; rows: Row[] }) {
  const t = useTexts(channelsTexts)
  const locale = useLocale()
  const zone = useTimeZone()
  const { now } = useLoaderData<typeof loader>()
  const { tenant, channels } = useTenantHere()
  const at = (instant: string | null) => (instant ? listTime(locale, now, instant, zone) : t('never'))
  return (
    <Table
      caption={caption}
      head={
        <>
          <Th>{t('address')}</Th>
          <Th>{t('state')}</Th>
          <Th numeric>{t('lastIn')}</Th>
          <Th numeric>{t('lastOut')}</Th>
        </>
      }
    >
      {rows.map((row) => (
        <Tr key={row.id}>
          <Td heading>
            <span className="flex items-center gap-2">
              <ChannelIcon channel={channels[row.kind]?.icon ?? 'form'} size={16} hidden />
              <span className="min-w-0">
                <Link
                  to={`/t/${tenant.slug}/settings/channels/${row.id}`}
                  className="block min-h-6 break-all text-link underline-offset-2 hover:underline"
                >
                  {row.phone ?? row.address}
                </Link>
                <span className="block text-kecil font-normal text-text-2">
                  {channels[row.kind]?.name}
                  {row.phone && `, ${row.address}`}
                </span>
              </span>
            </span>
          </Td>
          <Td>
            <ChannelStateChip state={row.state} />
            {row.state === 'degraded' && (
              <span className="mt-1 block text-kecil text-text-2">
                {row.problem}{' '}
                {row.failingSince && t('failingSince', { at: listTime(locale, now, row.failingSince, zone) })}
              </span>
            )}
          </Td>
          <Td numeric>{at(row.lastInAt)}</Td>
          <Td numeric>{channels[row.kind]?.sends ? at(row.lastOutAt) : '—'}</Td>
        </Tr>
      ))}
    </Table>
  )
}

function HowItWorks() {
  const t = useTexts(channelsTexts)
  return (
    <SideNote title={t('howTitle')}>
      <ul className="flex flex-col gap-2 text-text-2">
        <li>{t('howConnect')}</li>
        <li>{t('howIll')}</li>
        <li>{t('howOff')}</li>
      </ul>
    </SideNote>
  )
}
