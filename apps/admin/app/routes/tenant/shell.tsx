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
  useAnnounce,
  useKeys,
  useTexts,
  useToast,
} from '@siaga/ui'
import { EyeOff, Inbox, Keyboard, Map as MapIcon } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { AvatarMenu } from './avatar-menu.tsx'
import { ConnectionBar, ConnectionWord } from './connection.tsx'
import { usePageCommands } from './page-commands.tsx'
import { shellTexts } from './shell.texts.ts'
import { ShellProvider, useShell } from './shell-context.tsx'
import { useShortcutGroups } from './shortcut-groups.ts'
import { useSingleKeys } from './single-keys.ts'
import { TenantMenu } from './tenant-menu.tsx'
import { useLive } from './use-live.ts'
import { useTenantHere } from './use-tenant.ts'

const iconProps = { 'aria-hidden': true, size: 20, strokeWidth: 1.75 } as const

const groupOrder = ['groupCase', 'groupPages', 'groupList', 'groupTenants', 'groupSettings'] as const

/** What is nearest to the hand comes first: the open ticket, then pages, then the rest. */
function inOrder(commands: Command[], groups: readonly string[]): Command[] {
  const place = ({ group }: Command) => groups.indexOf(group ?? '')
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

function Frame({ palette, setPalette, still, children }: FrameProps) {
  const t = useTexts(shellTexts)
  const { tenant, me, can } = useTenantHere()
  const [help, setHelp] = useState(false)
  const connection = useLive({ tenantSlug: tenant.slug, memberId: me.memberId, enabled: can.inbox && !still })
  const { commands } = useShell()
  const groups = useShortcutGroups()
  useP1Watch()
  usePageCommands()
  useKeys({ 'ctrl+k': () => setPalette(true), '/': () => setPalette(true), '?': () => setHelp(true) })
  const onInbox = useLocation().pathname.startsWith(`/t/${tenant.slug}/inbox`)
  return (
    <>
      <Shell
        homeTo={`/t/${tenant.slug}`}
        items={useRailItems()}
        bottomItems={[
          { to: '#pintasan', label: t('shortcuts'), icon: <Keyboard {...iconProps} />, onSelect: () => setHelp(true) },
        ]}
        tenant={<TenantMenu />}
        search={<SearchButton label={t('search')} onClick={() => setPalette(true)} className="w-60!" />}
        end={
          <>
            {can.national && !can.inbox && (
              <span className="flex items-center gap-1.5 text-kecil text-text-2">
                <EyeOff aria-hidden="true" size={16} strokeWidth={1.75} />
                {t('aggregates')}
              </span>
            )}
            <ConnectionWord connection={connection} />
            <AvatarMenu />
          </>
        }
        banner={<ConnectionBar connection={connection} />}
        scroll={!onInbox}
      >
        {children}
      </Shell>
      <CommandPalette
        open={palette}
        onOpenChange={setPalette}
        items={
          palette
            ? inOrder(
                commands(),
                groupOrder.map((group) => t(group)),
              )
            : []
        }
        placeholder={t('searchLabel')}
      />
      <ShortcutsDialog open={help} onOpenChange={setHelp} groups={groups} />
    </>
  )
}

function useRailItems(): RailItem[] {
  const t = useTexts(shellTexts)
  const { tenant, can, counts } = useTenantHere()
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
  const national: RailItem = {
    to: `${base}/national`,
    label: t('national'),
    icon: <MapIcon {...iconProps} />,
    active: pathname.startsWith(`${base}/national`),
  }
  return [...(can.inbox ? [inbox] : []), ...(can.national ? [national] : [])]
}

/** Says once, assertively, when more lives wait than before, and keeps their number in the window's title. */
function useP1Watch() {
  const t = useTexts(shellTexts)
  const announce = useAnnounce()
  const p1 = useTenantHere().counts?.p1 ?? 0
  const before = useRef(p1)
  const { key } = useLocation()
  useEffect(() => {
    if (p1 > before.current) announce(t('newP1', { count: p1 }), 'assertive')
    before.current = p1
  }, [p1, announce, t])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a navigation sets the title anew
  useEffect(() => {
    const title = document.title.replace(/^\(P1\) /, '')
    document.title = p1 > 0 ? `(P1) ${title}` : title
  }, [p1, key])
}
