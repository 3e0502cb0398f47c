import type { MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { channelKind, discardQuarantined, listQuarantine, releaseQuarantined } from '@siaga/channels'
import {
  Button,
  ConfirmDialog,
  Dialog,
  EmptyState,
  Field,
  listTime,
  Notice,
  number,
  Panel,
  Table,
  Td,
  Textarea,
  Th,
  Tr,
  useLocale,
  useTexts,
  useTimeZone,
  useToast,
} from '@siaga/ui'
import { useEffect, useState } from 'react'
import { localeOf, pageTitle } from '../../../components/page-title.ts'
import { memberAction, memberLoader, type Refused } from '../../../server/context.server.ts'
import { fieldErrors } from '../field-errors.ts'
import { SettingsPage } from '../settings-page.tsx'
import { SideNote } from '../side-note.tsx'
import { useSettingsAct } from '../use-settings-act.ts'
import { quarantineTexts } from './quarantine.texts.ts'

export const loader = memberLoader(async ({ ctx, user }) => ({
  now: ctx.clock.now().getTime(),
  waiting: (await listQuarantine(ctx)).map(({ kind, oldestAt, newestAt, ...one }) => ({
    ...one,
    kind,
    kindName: channelKind(kind)?.name[user.locale] ?? kind,
    oldestAt: oldestAt.getTime(),
    newestAt: newestAt.getTime(),
  })),
}))

export const action = memberAction(async ({ ctx }, form) => {
  const text = (name: string) => String(form.get(name) ?? '')
  const where = { kind: text('kind'), app: text('app'), address: text('address') }
  if (text('intent') === 'discard') {
    const until = new Date(Number(text('until')))
    const done = await discardQuarantined(ctx, { ...where, until, reason: text('reason') })
    return { ok: true as const, intent: 'discard' as const, ...done }
  }
  return { ok: true as const, intent: 'release' as const, ...(await releaseQuarantined(ctx, where)) }
})

export const meta: MetaFunction = ({ matches }) => [
  { title: pageTitle(matches, quarantineTexts.title[localeOf(matches)]) },
]

type Waiting = ReturnType<typeof useLoaderData<typeof loader>>['waiting'][number]
type Asked = { act: 'release' | 'discard'; one: Waiting }

export default function Quarantine() {
  const t = useTexts(quarantineTexts)
  const { waiting } = useLoaderData<typeof loader>()
  return (
    <SettingsPage title={t('title')} aside={<HowItWorks />}>
      <Panel title={t('waiting')} flush={waiting.length > 0}>
        {waiting.length > 0 ? <Numbers /> : <EmptyState title={t('none')}>{t('noneText')}</EmptyState>}
      </Panel>
    </SettingsPage>
  )
}

function Numbers() {
  const t = useTexts(quarantineTexts)
  const locale = useLocale()
  const toast = useToast()
  const { waiting } = useLoaderData<typeof loader>()
  const [asked, setAsked] = useState<Asked | null>(null)
  const { fetcher, answer, refused, count, busy } = useSettingsAct<typeof action>('quarantine')
  const said = answer?.ok ? answer : null
  // biome-ignore lint/correctness/useExhaustiveDependencies: said once for each success
  useEffect(() => {
    if (count === 0 || !said) return
    setAsked(null)
    const message =
      said.intent === 'discard'
        ? t('discarded', { count: number(locale, said.discarded) })
        : t(said.left ? 'releasedLeft' : 'released', {
            count: number(locale, said.released),
            tenant: said.tenantName,
          })
    toast.show({ message })
  }, [count])
  const send = (one: Waiting, fields: Record<string, string>) =>
    fetcher.submit(
      { kind: one.kind, app: one.app, address: one.address, until: String(one.newestAt), ...fields },
      { method: 'post' },
    )
  return (
    <>
      <Table
        caption={t('waiting')}
        head={
          <>
            <Th>{t('number')}</Th>
            <Th>{t('app')}</Th>
            <Th>{t('reason')}</Th>
            <Th numeric>{t('count')}</Th>
            <Th numeric>{t('since')}</Th>
            <Th>
              <span className="sr-only">{t('act')}</span>
            </Th>
          </>
        }
      >
        {waiting.map((one) => (
          <Line key={`${one.kind} ${one.app} ${one.address}`} one={one} ask={(act) => setAsked({ act, one })} />
        ))}
      </Table>
      {asked?.act === 'release' && (
        <ConfirmDialog
          open
          onOpenChange={() => setAsked(null)}
          title={t('releaseQuestion', {
            count: number(locale, asked.one.count),
            tenant: asked.one.tenantName ?? '',
          })}
          consequence={
            <>
              {t('releaseConsequence', { tenant: asked.one.tenantName ?? '' })}
              {refused && <Notice className="mt-3">{refused.problem.detail}</Notice>}
            </>
          }
          confirmLabel={t('release')}
          pending={busy}
          onConfirm={() => send(asked.one, { intent: 'release' })}
        />
      )}
      {asked?.act === 'discard' && (
        <Discard
          one={asked.one}
          busy={busy}
          problem={refused}
          onClose={() => setAsked(null)}
          onDiscard={(reason) => send(asked.one, { intent: 'discard', reason })}
        />
      )}
    </>
  )
}

const nameOf = (one: Waiting, otherwise: string) => one.shown ?? (one.address || otherwise)

function Line({ one, ask }: { one: Waiting; ask: (act: Asked['act']) => void }) {
  const t = useTexts(quarantineTexts)
  const locale = useLocale()
  const zone = useTimeZone()
  const { now } = useLoaderData<typeof loader>()
  const name = nameOf(one, t('noNumber'))
  return (
    <Tr>
      <Td heading>
        <span className="mono block whitespace-nowrap">{name}</span>
        <span className="block text-kecil font-normal text-text-2">
          {one.kindName}
          {one.shown && <span className="mono block">{one.address}</span>}
        </span>
      </Td>
      <Td>
        <span className="mono">{one.app}</span>
      </Td>
      <Td>{t(one.reason, { tenant: one.tenantName ?? '' })}</Td>
      <Td numeric>{number(locale, one.count)}</Td>
      <Td numeric>{listTime(locale, now, one.oldestAt, zone)}</Td>
      <Td>
        <span className="flex justify-end gap-2">
          {one.reason === 'bound' && (
            <Button size={24} onClick={() => ask('release')} aria-label={t('releaseAbout', { number: name })}>
              {t('release')}
            </Button>
          )}
          <Button
            size={24}
            variant="quiet"
            onClick={() => ask('discard')}
            aria-label={t('discardAbout', { number: name })}
          >
            {t('discard')}
          </Button>
        </span>
      </Td>
    </Tr>
  )
}

type DiscardProps = {
  one: Waiting
  busy: boolean
  problem: Refused | null
  onClose: () => void
  onDiscard: (reason: string) => void
}

function Discard({ one, busy, problem, onClose, onDiscard }: DiscardProps) {
  const t = useTexts(quarantineTexts)
  const locale = useLocale()
  const [reason, setReason] = useState('')
  const errors = fieldErrors(problem)
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('discardQuestion', { count: number(locale, one.count), number: nameOf(one, t('noNumber')) })}
      description={t('discardConsequence')}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button variant="filled" disabled={busy || !reason.trim()} onClick={() => onDiscard(reason)}>
            {t('discard')}
          </Button>
        </>
      }
    >
      {problem && !errors.reason && <Notice className="mb-3">{problem.problem.detail}</Notice>}
      <Field label={t('why')} help={t('whyHelp')} error={errors.reason}>
        <Textarea rows={3} maxLength={500} value={reason} onChange={(e) => setReason(e.target.value)} />
      </Field>
    </Dialog>
  )
}

function HowItWorks() {
  const t = useTexts(quarantineTexts)
  return (
    <SideNote title={t('howTitle')}>
      <ul className="flex flex-col gap-2 text-text-2">
        <li>{t('howKept')}</li>
        <li>{t('howBind')}</li>
        <li>{t('howBlind')}</li>
      </ul>
    </SideNote>
  )
}
