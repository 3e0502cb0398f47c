import { Button, Dialog, Field, Select, Textarea, useKeys, useTexts } from '@siaga/ui'
import { useState } from 'react'
import type { CaseView } from './case-view.server.ts'
import { relateTexts } from './relate.texts.ts'

type Problems = { path: string; detail: string }[]

type MoveProps = {
  view: CaseView
  problem: string | null
  errors: Problems
  onMove(fields: { serviceId: string; queueId: string; note: string }): void
  onClose(): void
}

/** To another queue, or to another service, with a reason. */
export function MoveDialog({ view, problem, errors, onMove, onClose }: MoveProps) {
  const t = useTexts(relateTexts)
  const first = view.moves.find((m) => m.own && m.queues.length > 1) ?? view.moves.find((m) => !m.own)
  const queueAtFirst = (service: typeof first) =>
    (service?.queues.find(({ id }) => id !== view.queueId) ?? service?.queues[0])?.id ?? ''
  const [serviceId, setServiceId] = useState(first?.id ?? view.serviceId)
  const service = view.moves.find(({ id }) => id === serviceId)
  const [queueId, setQueueId] = useState(queueAtFirst(first))
  const [note, setNote] = useState('')
  const send = () => onMove({ serviceId, queueId, note })
  useKeys({ 'ctrl+enter': send }, { inDialog: true })
  const errorOf = (path: string) => errors.find((e) => e.path === path)?.detail
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('moveTitle', { number: view.number })}
      description={t(serviceId === view.serviceId ? 'moveSame' : 'moveOther')}
      actions={
        <>
          <Button kbd="Esc" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button variant="filled" kbd="Ctrl ↵" onClick={send}>
            {t('move')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {view.moves.length > 1 && (
          <Field label={t('moveService')} error={errorOf('serviceId')}>
            <Select
              value={serviceId}
              onChange={(event) => {
                const chosen = view.moves.find(({ id }) => id === event.currentTarget.value)
                setServiceId(event.currentTarget.value)
                setQueueId(queueAtFirst(chosen))
              }}
            >
              {view.moves.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
        )}
        <Field label={t('moveQueue')} error={errorOf('queueId')}>
          <Select value={queueId} onChange={(event) => setQueueId(event.currentTarget.value)}>
            {service?.queues.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('moveNote')} help={t('moveNoteHelp')} error={errorOf('note') ?? problem}>
          <Textarea rows={3} value={note} maxLength={2000} onChange={(event) => setNote(event.currentTarget.value)} />
        </Field>
      </div>
    </Dialog>
  )
}
