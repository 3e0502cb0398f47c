import { useNavigate, useSearchParams } from '@remix-run/react'
import { useTexts, useToast } from '@siaga/ui'
import { type ReactNode, useState } from 'react'
import { useTenantHere } from '../tenant/use-tenant.ts'
import { CallbackDialog } from './callback-dialog.tsx'
import type { CaseView } from './case-view.server.ts'
import { MoveDialog } from './move-dialog.tsx'
import { PickCaseDialog, type PickKind } from './pick-case-dialog.tsx'
import { relateTexts } from './relate.texts.ts'
import { SplitDialog } from './split-dialog.tsx'
import { useCaseAct } from './use-case-act.ts'

export type CaseDialog = PickKind | 'split' | 'move' | 'callback'

type Refusal = { detail: string; errors: { path: string; detail: string }[] }

/** The one dialog of a ticket that is open, and what happens when it is done. A refusal keeps it and what was typed. */
export function useCaseDialogs(view: CaseView): { open(dialog: CaseDialog): void; element: ReactNode } {
  const t = useTexts(relateTexts)
  const toast = useToast()
  const navigate = useNavigate()
  const { tenant } = useTenantHere()
  const [params] = useSearchParams()
  const [dialog, setDialog] = useState<CaseDialog | null>(null)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const close = () => {
    setDialog(null)
    setRefusal(null)
  }
  const { act, busy } = useCaseAct(view, 'dialog', {
    onDone({ intent, next }) {
      close()
      if (intent === 'link') toast.show({ message: t('linked') })
      if (intent === 'parent') toast.show({ message: t('parentSet') })
      if (intent === 'merge') toast.show({ message: t('merged') })
      if (intent === 'split') toast.show({ message: t('splitDone', { number: next?.number ?? '—' }) })
      if (intent === 'move') toast.show({ message: t('moved', { number: view.number }) })
      if (intent === 'callback') toast.show({ message: t('callbackSaved') })
      if (next) navigate(`/t/${tenant.slug}/inbox/${next.caseId}?${params}`)
    },
    onRefused: ({ problem }) => setRefusal({ detail: problem.detail, errors: problem.errors ?? [] }),
  })
  const send = (intent: string, fields: Record<string, string | number> | FormData) => {
    if (!busy) act(intent, fields)
  }
  const problem = refusal ? (refusal.errors[0]?.detail ?? refusal.detail) : null
  const { revision } = view
  const picked = (kind: PickKind, otherId: string) =>
    kind === 'parent' ? send('parent', { revision, parentId: otherId }) : send(kind, { revision, otherId })
  const shared = { view, problem, onClose: close }
  const elements: Record<CaseDialog, () => ReactNode> = {
    merge: () => <PickCaseDialog {...shared} kind="merge" onPick={(id) => picked('merge', id)} />,
    link: () => <PickCaseDialog {...shared} kind="link" onPick={(id) => picked('link', id)} />,
    parent: () => <PickCaseDialog {...shared} kind="parent" onPick={(id) => picked('parent', id)} />,
    split: () => <SplitDialog {...shared} onSplit={(form) => send('split', form)} />,
    move: () => (
      <MoveDialog
        {...shared}
        problem={refusal && refusal.errors.length === 0 ? refusal.detail : null}
        errors={refusal?.errors ?? []}
        onMove={(fields) => send('move', { revision, query: params.toString(), ...fields })}
      />
    ),
    callback: () => (
      <CallbackDialog {...shared} onPlan={(at) => send('callback', { revision, at: new Date(at).toISOString() })} />
    ),
  }
  return { open: setDialog, element: dialog ? elements[dialog]() : null }
}
