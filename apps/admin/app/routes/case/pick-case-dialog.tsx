import { useFetcher } from '@remix-run/react'
import {
  Button,
  CASE_STATE_LOOKS,
  caseStateTexts,
  cx,
  Dialog,
  Field,
  FieldError,
  Input,
  StateGlyph,
  useKeys,
  useTexts,
} from '@siaga/ui'
import { type KeyboardEvent, useEffect, useState } from 'react'
import { useTenantHere } from '../tenant/use-tenant.ts'
import type { CaseView } from './case-view.server.ts'
import type { FoundCases } from './find.ts'
import { relateTexts } from './relate.texts.ts'

export type PickKind = 'merge' | 'link' | 'parent'

type PickProps = {
  view: CaseView
  kind: PickKind
  problem: string | null
  onPick(otherId: string): void
  onClose(): void
}

type Candidate = FoundCases['cases'][number]

const words = {
  merge: { title: 'mergeTitle', text: 'mergeText', act: 'merge' },
  link: { title: 'linkTitle', text: 'linkText', act: 'link' },
  parent: { title: 'parentTitle', text: 'parentText', act: 'parent' },
} as const

/** Chooses another ticket: the citizen's own first, any by number or words. */
export function PickCaseDialog({ view, kind, problem, onPick, onClose }: PickProps) {
  const t = useTexts(relateTexts)
  const { tenant } = useTenantHere()
  const [query, setQuery] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  const [missing, setMissing] = useState(false)
  const { data, load, state } = useFetcher<FoundCases>({ key: `find-${view.id}` })
  const word = query.trim()
  useEffect(() => {
    if (word) load(`/t/${tenant.slug}/cases/find?q=${encodeURIComponent(word)}`)
  }, [word, tenant.slug, load])
  const own: Candidate[] = view.history.filter((h) => h.state !== 'merged')
  const found = word ? (data?.query === word ? data.cases : []) : own
  const candidates = found.filter(({ id }) => id !== view.id)
  const waiting = word !== '' && (data?.query !== word || state !== 'idle')
  const pick = () => {
    if (chosen && candidates.some(({ id }) => id === chosen)) onPick(chosen)
    else setMissing(true)
  }
  useKeys({ 'ctrl+enter': pick }, { inDialog: true })
  const move = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault()
      if (chosen) pick()
      else setChosen(candidates[0]?.id ?? null)
    }
    if (!step || candidates.length === 0) return
    event.preventDefault()
    const at = candidates.findIndex(({ id }) => id === chosen)
    setChosen(candidates[Math.min(Math.max(at + step, 0), candidates.length - 1)]?.id ?? null)
  }
  const { title, text, act } = words[kind]
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      width={520}
      title={t(title, { number: view.number })}
      description={t(text)}
      actions={
        <>
          <Button kbd="Esc" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button variant="filled" kbd="Ctrl ↵" onClick={pick}>
            {t(act)}
          </Button>
        </>
      }
    >
      <Field label={t('find')}>
        <Input
          value={query}
          placeholder={t('findPlaceholder')}
          autoComplete="off"
          maxLength={100}
          onChange={(event) => {
            setQuery(event.currentTarget.value)
            setChosen(null)
          }}
          onKeyDown={move}
        />
      </Field>
      <fieldset className="mt-3 min-w-0">
        <legend className="mb-1 text-kecil font-medium text-text-2">{t(word ? 'found' : 'sameCitizen')}</legend>
        <div className="max-h-72 min-h-20 overflow-y-auto rounded-[5px] border border-line-2">
          {candidates.map((c) => (
            <CaseChoice key={c.id} other={c} checked={chosen === c.id} onChoose={() => setChosen(c.id)} />
          ))}
          {candidates.length === 0 && (
            <p role="status" className="p-3 text-text-2">
              {waiting ? '…' : t(word ? 'nothingFound' : 'nothingYet')}
            </p>
          )}
        </div>
      </fieldset>
      {(problem || (missing && !chosen)) && (
        <div role="alert" className="mt-2">
          <FieldError>{problem ?? t('pickOne')}</FieldError>
        </div>
      )}
    </Dialog>
  )
}

function CaseChoice({ other, checked, onChoose }: { other: Candidate; checked: boolean; onChoose(): void }) {
  const states = useTexts(caseStateTexts)
  return (
    <label
      className={cx(
        'flex min-h-11 cursor-pointer items-center gap-2.5 border-t border-line px-3 py-1 first:border-t-0 has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-focus',
        checked ? 'bg-accent-tint' : 'hover:bg-surface-2',
      )}
    >
      <input
        type="radio"
        name="other-case"
        value={other.id}
        checked={checked}
        onChange={onChoose}
        className="size-4 accent-accent"
      />
      <span className="min-w-0 grow">
        <span className="block truncate">{other.subject}</span>
        <span className="flex items-center gap-1 text-mikro text-text-2">
          <span className="mono">{other.number}</span>
          <StateGlyph name={CASE_STATE_LOOKS[other.state].glyph} size={10} />
          {states(other.state)}
        </span>
      </span>
    </label>
  )
}
