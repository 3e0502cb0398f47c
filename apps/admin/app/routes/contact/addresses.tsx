import { ChannelIcon, listTime, Panel, useLocale, useTexts, useTimeZone } from '@siaga/ui'
import { StartAt } from '../start/start-with.tsx'
import { useTenantHere } from '../tenant/use-tenant.ts'
import { contactTexts } from './contact.texts.ts'
import type { ContactView } from './contact-view.server.ts'

const kinds = {
  e164: { icon: 'phone', name: 'kindE164' },
  mail: { icon: 'email', name: 'kindMail' },
  wa_user: { icon: 'whatsapp', name: 'kindWaUser' },
  chat: { icon: 'chat', name: 'kindChat' },
  anonymous: { icon: 'form', name: 'kindAnonymous' },
} as const

/** Every address, what it was used on, and when last. */
export function Addresses({ view }: { view: ContactView }) {
  const t = useTexts(contactTexts)
  const locale = useLocale()
  const zone = useTimeZone()
  const { channels } = useTenantHere()
  return (
    <Panel title={t('identities')} meta={view.identities.length}>
      <ul className="flex flex-col gap-2.5">
        {view.identities.map((i) => {
          const kind = kinds[i.kind]
          const used = i.channelKinds.map((k) => channels[k]?.name ?? k)
          return (
            <li key={i.id} className="flex items-start gap-2.5">
              <ChannelIcon channel={kind.icon} hidden size={16} className="mt-0.5 shrink-0 text-text-2" />
              <div className="min-w-0 grow">
                <p className="break-all tabular">
                  <span className="sr-only">{t(kind.name)} </span>
                  {i.address ?? t('kindAnonymous')}
                </p>
                <p className="text-kecil text-text-2">
                  {[
                    i.displayName !== view.name && i.displayName,
                    used.join(', '),
                    t('lastSeen', { at: listTime(locale, view.now, i.lastSeenAt, zone) }),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </p>
              </div>
              {i.address && !view.masked && i.kind !== 'chat' && i.kind !== 'anonymous' && (
                <StartAt start={{ address: i.address, name: view.name, by: i.kind === 'mail' ? 'mail' : 'phone' }} />
              )}
            </li>
          )
        })}
      </ul>
      {view.masked && <p className="mt-2 text-kecil text-text-2">{t('masked')}</p>}
    </Panel>
  )
}
