import { Menu, MenuItem, useLocale, useTexts, useTimeZone, useToast } from '@siaga/ui'
import { AlarmClock, PhoneOutgoing } from 'lucide-react'
import { Fragment, useMemo } from 'react'
import { useTenantHere } from '../tenant/use-tenant.ts'
import type { CaseView } from './case-view.server.ts'
import { messageTexts } from './message.texts.ts'
import { recognise } from './recognise.ts'
import { useCaseAct } from './use-case-act.ts'
import { inSentence } from './zoned-time.ts'

const iconProps = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const

/** A message with its links made links and its dates made useful; every other character stays as it was written. */
export function Recognised({ view, text, writtenAt }: { view: CaseView; text: string; writtenAt: number }) {
  const t = useTexts(messageTexts)
  const zone = useTimeZone()
  const { can } = useTenantHere()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the second at which the page was read changes nothing
  const pieces = useMemo(() => recognise(text, { writtenAt, now: view.now, zone }), [text, writtenAt, zone])
  return pieces.map((piece, index) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text have no other name
    if (piece.kind === 'text') return <Fragment key={index}>{piece.text}</Fragment>
    if (piece.kind === 'link')
      return (
        // biome-ignore lint/suspicious/noArrayIndexKey: as above
        <Fragment key={index}>
          <a href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
            {piece.text}
          </a>
          {piece.host && <span className="font-semibold text-warn"> ({t('leadsTo', { host: piece.host })})</span>}
        </Fragment>
      )
    return can.work && view.open ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above
      <Moment key={index} view={view} text={piece.text} at={piece.at} />
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above
      <Fragment key={index}>{piece.text}</Fragment>
    )
  })
}

/** A time that a citizen names: one press plans a call, or puts the ticket off until then. */
function Moment({ view, text, at }: { view: CaseView; text: string; at: number }) {
  const t = useTexts(messageTexts)
  const locale = useLocale()
  const zone = useTimeZone()
  const toast = useToast()
  const when = inSentence(locale, view.now, at, zone)
  const { act } = useCaseAct(view, 'plan', {
    onDone({ intent }) {
      toast.show({ kind: 'info', message: t(intent === 'snooze' ? 'snoozed' : 'planned', { at: when }) })
    },
  })
  const iso = new Date(at).toISOString()
  return (
    <Menu
      trigger={
        <button
          type="button"
          title={t('plan', { at: when })}
          className="rounded-[3px] text-left underline decoration-ctl decoration-dotted underline-offset-2 hover:bg-surface-2"
        >
          {text}
        </button>
      }
    >
      <MenuItem
        icon={<PhoneOutgoing {...iconProps} />}
        onSelect={() => act('callback', { revision: view.revision, at: iso })}
      >
        {t('planCallback', { at: when })}
      </MenuItem>
      <MenuItem
        icon={<AlarmClock {...iconProps} />}
        onSelect={() => act('snooze', { revision: view.revision, until: iso })}
      >
        {t('planSnooze', { at: when })}
      </MenuItem>
    </Menu>
  )
}
