import { Link } from '@remix-run/react'
import { Button, Chip, ConfirmDialog, IconButton, useTexts } from '@siaga/ui'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useState } from 'react'
import { useTenantHere } from '../../tenant/use-tenant.ts'
import { useSettingsAct } from '../use-settings-act.ts'
import type { action, RuleRow } from './route.tsx'
import { moved } from './rule-draft.ts'
import type { RuleOptions } from './rule-options.server.ts'
import { useRuleSentence } from './rule-words.ts'
import { rulesTexts } from './rules.texts.ts'

type ListProps = { serviceId: string; name: string; rules: RuleRow[]; options: RuleOptions }

/** The rules of one service in the order in which they run. */
export function RuleList({ serviceId, name, rules, options }: ListProps) {
  const t = useTexts(rulesTexts)
  const { tenant } = useTenantHere()
  const sentence = useRuleSentence()
  const order = useSettingsAct<typeof action>(`rule-order-${serviceId}`, { toastRefusal: true })
  const move = (index: number, step: 1 | -1) => {
    const form = new FormData()
    form.set('intent', 'order')
    form.set('serviceId', serviceId)
    for (const { id } of moved(rules, index, step)) form.append('ruleId', id)
    order.fetcher.submit(form, { method: 'post' })
  }
  return (
    <ol aria-label={t('order', { service: name })}>
      {rules.map((rule, index) => (
        <li key={rule.id} className="flex items-start gap-3 border-t border-line px-3 py-2 first:border-t-0">
          <span className="flex shrink-0 gap-1">
            <IconButton
              size={24}
              label={t('up', { name: rule.name })}
              disabled={index === 0 || order.busy}
              onClick={() => move(index, -1)}
            >
              <ArrowUp aria-hidden="true" size={14} strokeWidth={1.75} />
            </IconButton>
            <IconButton
              size={24}
              label={t('down', { name: rule.name })}
              disabled={index === rules.length - 1 || order.busy}
              onClick={() => move(index, 1)}
            >
              <ArrowDown aria-hidden="true" size={14} strokeWidth={1.75} />
            </IconButton>
          </span>
          <span className="min-w-0 grow">
            <Link
              to={`/t/${tenant.slug}/settings/rules/${rule.id}`}
              className="inline-block min-h-6 font-semibold text-link underline-offset-2 hover:underline"
            >
              {rule.name}
            </Link>
            <span className="block text-kecil text-text-2">{sentence(rule.definition, options)}</span>
          </span>
          <span className="flex shrink-0 items-center gap-3">
            <Chip glyph={rule.isActive ? 'check' : 'off'} tone={rule.isActive ? 'ok' : 'neutral'}>
              {t(rule.isActive ? 'on' : 'off')}
            </Chip>
            <Switch rule={rule} />
          </span>
        </li>
      ))}
    </ol>
  )
}

/** On is asked for first: from then on citizens get what it says. */
function Switch({ rule }: { rule: RuleRow }) {
  const t = useTexts(rulesTexts)
  const [asking, setAsking] = useState(false)
  const { fetcher, busy } = useSettingsAct<typeof action>(`rule-switch-${rule.id}`, {
    done: t(rule.isActive ? 'switchedOn' : 'switchedOff'),
    toastRefusal: true,
  })
  const send = (intent: 'on' | 'off') =>
    fetcher.submit(
      { intent, serviceId: rule.serviceId, ruleId: rule.id, version: String(rule.version) },
      { method: 'post' },
    )
  return (
    <>
      <Button
        size={28}
        className="w-30"
        disabled={busy}
        aria-label={t(rule.isActive ? 'switchOffOf' : 'switchOnOf', { name: rule.name })}
        onClick={() => (rule.isActive ? send('off') : setAsking(true))}
      >
        {t(rule.isActive ? 'switchOff' : 'switchOn')}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('onQuestion', { name: rule.name })}
        consequence={t('onConsequence')}
        confirmLabel={t('switchOn')}
        onConfirm={() => {
          setAsking(false)
          send('on')
        }}
      />
    </>
  )
}
