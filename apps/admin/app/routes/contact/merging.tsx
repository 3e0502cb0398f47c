import {
  Button,
  ConfirmDialog,
  Dialog,
  Panel,
  relativeDayTime,
  TextLink,
  useLocale,
  useTexts,
  useTimeZone,
  useToast,
} from '@siaga/ui'
import { useState } from 'react'
import { inSentence } from '../../components/in-sentence.ts'
import { CitizenSearch } from '../log/citizen-search.tsx'
import { useTenantHere } from '../tenant/use-tenant.ts'
import { contactTexts } from './contact.texts.ts'
import type { ContactItem, ContactView } from './contact-view.server.ts'
import { useContactAct } from './use-contact-act.ts'

type Chosen = Pick<ContactItem, 'id' | 'name' | 'version'>

/** Who may be the same, and why; and any other whom one knows to be. Nothing is merged by itself. */
export function DuplicatesPanel({ view }: { view: ContactView }) {
  const t = useTexts(contactTexts)
  const { tenant } = useTenantHere()
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [searching, setSearching] = useState(false)
  if (!view.can.work || view.masked) return null
  return (
    <Panel title={t('duplicates')} meta={view.duplicates.length || undefined}>
      {view.duplicates.length === 0 && <p className="mb-2 text-text-2">{t('noDuplicates')}</p>}
      <ul className="flex flex-col gap-3">
        {view.duplicates.map((other) => (
          <li key={other.id} className="flex items-start gap-2">
            <div className="min-w-0 grow">
              <TextLink to={`/t/${tenant.slug}/contacts/${other.id}`} className="font-medium">
                {other.name ?? t('anonymous')}
              </TextLink>
              <ul className="text-kecil text-text-2">
                {other.reasons.map((reason) => (
                  <li key={`${reason.kind}-${reason.what}`} className="break-words">
                    {t(
                      reason.kind === 'number' ? 'reasonNumber' : reason.kind === 'mail' ? 'reasonMail' : 'reasonName',
                      { what: reason.what },
                    )}
                  </li>
                ))}
              </ul>
            </div>
            <Button size={24} onClick={() => setChosen(other)}>
              {t('merge')}
            </Button>
          </li>
        ))}
      </ul>
      <Button size={28} className={view.duplicates.length > 0 ? 'mt-3' : ''} onClick={() => setSearching(true)}>
        {t('other')}
      </Button>
      {searching && (
        <Dialog open onOpenChange={setSearching} title={t('otherTitle')} width={520}>
          <CitizenSearch
            except={view.id}
            onPick={(contact) => {
              setSearching(false)
              setChosen(contact)
            }}
          />
        </Dialog>
      )}
      {chosen && <MergeDialog view={view} source={chosen} onClose={() => setChosen(null)} />}
    </Panel>
  )
}

function MergeDialog({ view, source, onClose }: { view: ContactView; source: Chosen; onClose(): void }) {
  const t = useTexts(contactTexts)
  const toast = useToast()
  const undo = useContactAct(view.id, 'undo-merge')
  const name = source.name ?? t('anonymous')
  const { act, busy } = useContactAct(view.id, 'merge', {
    onDone({ mergeId }) {
      toast.show({
        message: t('merged', { source: name }),
        ...(mergeId && { undo: () => undo.act('undo-merge', { mergeId }) }),
      })
      onClose()
    },
    onRefused({ problem }) {
      toast.show({ kind: 'error', message: problem.detail })
      onClose()
    },
  })
  return (
    <ConfirmDialog
      open
      onOpenChange={(to) => !to && onClose()}
      title={t('mergeTitle', { source: name, target: view.name ?? t('anonymous') })}
      consequence={t('mergeText')}
      confirmLabel={t('merge')}
      pending={busy}
      onConfirm={() => act('merge', { version: view.version, sourceId: source.id, sourceVersion: source.version })}
    />
  )
}

/** What was merged into this citizen; each can be undone, in any order. */
export function MergesPanel({ view }: { view: ContactView }) {
  const t = useTexts(contactTexts)
  const toast = useToast()
  const locale = useLocale()
  const zone = useTimeZone()
  const { act, busy } = useContactAct(view.id, 'undo-merge', { onDone: () => toast.show({ message: t('undone') }) })
  if (view.merges.length === 0) return null
  return (
    <Panel title={t('merges')} meta={view.merges.length}>
      <ul className="flex flex-col gap-2">
        {view.merges.map((merge) => (
          <li key={merge.id} className="flex items-start gap-2">
            <span className="min-w-0 grow break-words">
              {t('mergeOf', {
                name: merge.name ?? t('anonymous'),
                by: merge.by,
                at: inSentence(relativeDayTime(locale, view.now, merge.at, zone)),
              })}
            </span>
            {view.can.work && (
              <Button
                size={24}
                aria-disabled={busy || undefined}
                onClick={() => !busy && act('undo-merge', { mergeId: merge.id })}
              >
                {t('undo')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
