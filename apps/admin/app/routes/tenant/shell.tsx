import { Link, useFetcher, useLocation } from '@remix-run/react'
import {
  type Command,
  CommandPalette,
  LinkProvider,
  type RailItem,
  SearchButton,
  Shell,
  ShortcutsDialog,
  SingleKeysProvider,
  useKeys,
  useTexts,
  useToast,
} from '@siaga/ui'
import { ClipboardList, EyeOff, Inbox, Keyboard, Map as MapIcon, Settings as SettingsIcon, Users } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { LogDesk } from '../log/log-desk.tsx'
import { AlertBars, SoundAffordance } from '../notices/alert-bars.tsx'
import { Bell } from '../notices/bell.tsx'
import { NoticesProvider, useNotices } from '../notices/notices-provider.tsx'
import { SearchBox } from '../search/search-box.tsx'
import { useSearchCommands } from '../search/use-search-commands.tsx'
import { AvatarMenu } from './avatar-menu.tsx'
import { ConnectionBar, ConnectionWord } from './connection.tsx'
import { usePageCommands } from './page-commands.tsx'
import { shellTexts } from './shell.texts.ts'
import { ShellProvider, useShell } from './shell-context.tsx'
import { useShortcutGroups } from './shortcut-groups.ts'
import { useSingleKeys } from './single-keys.ts'
import { TenantMenu } from './tenant-menu.tsx'
import { type Connection, useLive } from './use-live.ts'
import { useTenantHere } from './use-tenant.ts'

const iconProps = { 'aria-hidden': true, size: 20, strokeWidth: 1.75 } as const

const groupOrder = ['groupCase', 'groupRecent', 'groupPages', 'groupList', 'groupTenants', 'groupSettings'] as const

const pagesPlace = groupOrder.indexOf('groupPages')

/** What is nearest to the hand comes first: the open ticket, those opened last, pages, groups of a page's own, then the rest. */
function inOrder(commands: Command[], groups: readonly string[]): Command[] {
  const place = ({ group, found }: Command) => {
    const known = groups.indexOf(group ?? '')
    return found ? groups.length : known < 0 ? pagesPlace + 0.5 : known
  }
  return [...commands].sort((a, b) => place(a) - place(b))
}

type Acted = { ok: boolean; problem?: { detail: string } }

/** `still`: an error is shown; a stream that reloads the page behind it would show it again and again. */
export function TenantShell({ still = false, children }: { still?: boolean; children: ReactNode }) {
  const [palette, setPalette] = useState(false)
  const [singleKeys] = useSingleKeys()
  const toast = useToast()
  const fetcher = useFetcher<Acted>({ key: 'shell-act' })
  const answer = fetcher.data
  useEffect(() => {
    if (answer && !answer.ok) toast.show({ kind: 'error', message: answer.problem?.detail ?? '' })
  }, [answer, toast])
  return (
    <SingleKeysProvider value={singleKeys}>
      <LinkProvider component={Link}>
        <ShellProvider
          openPalette={() => setPalette(true)}
          act={(action, fields) => fetcher.submit(fields, { method: 'post', action })}
        >
          <Frame palette={palette} setPalette={setPalette} still={still}>
            {children}
          </Frame>
        </ShellProvider>
      </LinkProvider>
    </SingleKeysProvider>
  )
}

type FrameProps = { palette: boolean; setPalette: (open: boolean) => void; still: boolean; children: ReactNode }

function Frame({ still, ...desk }: FrameProps) {
  const { tenant, me, can } = useTenantHere()
  const enabled = can.inbox && !still
  const connection = useLive({ tenantSlug: tenant.slug, memberId: me.memberId, enabled })
  return (
    <NoticesProvider connection={connection} enabled={enabled}>
      <Desk connection={connection} {...desk} />
    </NoticesProvider>
  )
}

type DeskProps = Omit<FrameProps, 'still'> & { connection: Connection }

function Desk({ palette, setPalette, connection, children }: DeskProps) {
  const t = useTexts(shellTexts)
  const { tenant, can } = useTenantHere()
  const [help, setHelp] = useState(false)
  const [asked, setAsked] = useState('')
  const search = useSearchCommands(asked, palette)
  const { commands } = useShell()
  const groups = useShortcutGroups()
  usePageCommands()
  const openPalette = () => setPalette(true)
  useKeys({ 'ctrl+k': openPalette, ...(!can.inbox && { '/': openPalette }), '?': () => setHelp(true) })
  const onInbox = useLocation().pathname.startsWith(`/t/${tenant.slug}/inbox`)
  return (
    <>
      <Shell
        homeTo={`/t/${tenant.slug}`}
        items={useRailItems()}
        bottomItems={[
          ...useSettingsItem(),
          { to: '#pintasan', label: t('shortcuts'), icon: <Keyboard {...iconProps} />, onSelect: () => setHelp(true) },
        ]}
        tenant={<TenantMenu />}
        search={
          can.inbox ? <SearchBox /> : <SearchButton label={t('search')} onClick={openPalette} className="w-60!" />
        }
        end={
          <>
            {can.national && !can.inbox && (
              <span className="flex items-center gap-1.5 text-kecil text-text-2">
                <EyeOff aria-hidden="true" size={16} strokeWidth={1.75} />
                {t('aggregates')}
              </span>
            )}
            <SoundAffordance />
            <ConnectionWord connection={connection} />
            <LogDesk />
            <Bell />
            <AvatarMenu />
          </>
        }
        banner={
          <>
            <ConnectionBar connection={connection} />
            <AlertBars />
          </>
        }
        scroll={!onInbox}
      >
        {children}
      </Shell>
      <CommandPalette
        open={palette}
        onOpenChange={(open) => {
          setAsked('')
          setPalette(open)
        }}
        items={
          palette
            ? inOrder(
                [...commands(), ...search.items],
                groupOrder.map((group) => t(group)),
              )
            : []
        }
        placeholder={t(can.inbox ? 'searchLabel' : 'searchCommands')}
        onQuery={setAsked}
        pending={search.pending}
      />
      <ShortcutsDialog open={help} onOpenChange={setHelp} groups={groups} />
    </>
  )
}

function useRailItems(): RailItem[] {
  const t = useTexts(shellTexts)
  const { tenant, can, counts } = useTenantHere()
  const notices = useNotices()
  const { pathname } = useLocation()
  const base = `/t/${tenant.slug}`
  const p1 = counts?.p1 ?? 0
  const inbox: RailItem = {
    to: `${base}/inbox`,
    label: t('inbox'),
    icon: <Inbox {...iconProps} />,
    count: p1 || counts?.unassigned,
    countLife: p1 > 0,
    countLabel: p1 > 0 ? t('countP1') : t('countUnassigned'),
    active: pathname.startsWith(`${base}/inbox`),
  }
  const handover: RailItem = {
    to: `${base}/handover`,
    label: t('handover'),
    icon: <ClipboardList {...iconProps} />,
    count: notices?.data?.handovers,
    countLabel: t('countHandovers'),
    active: pathname.startsWith(`${base}/handover`),
  }
  const contacts: RailItem = {
    to: `${base}/contacts`,
    label: t('contacts'),
    icon: <Users {...iconProps} />,
    active: pathname.startsWith(`${base}/contacts`),
  }
  const national: RailItem = {
    to: `${base}/national`,
    label: t('national'),
    icon: <MapIcon {...iconProps} />,
    active: pathname.startsWith(`${base}/national`),
  }
  return [
    ...(can.inbox ? [inbox] : []),
    ...(can.contacts ? [contacts] : []),
    ...(can.inbox ? [handover] : []),
    ...(can.national ? [national] : []),
  ]
}

/** To whoever may change something. */
function useSettingsItem(): RailItem[] {
  const t = useTexts(shellTexts)
  const { tenant, settings } = useTenantHere()
  const { pathname } = useLocation()
  if (settings.length === 0) return []
  const to = `/t/${tenant.slug}/settings`
  return [{ to, label: t('settings'), icon: <SettingsIcon {...iconProps} />, active: pathname.startsWith(to) }]
}
