import {
  Button,
  Chip,
  EmptyState,
  Notice,
  Panel,
  relativeDayTime,
  Table,
  Td,
  Th,
  Tr,
  useLocale,
  useTexts,
  useTimeZone,
} from '@siaga/ui'
import { inSentence } from '../../../components/in-sentence.ts'
import { useSettingsAct } from '../use-settings-act.ts'
import { templatesTexts } from './templates.texts.ts'

export type ShownTemplate = {
  id: string
  name: string
  language: string
  category: string
  unusable: string | null
  text: string
}

/** The provider's kinds of templates; one that it adds later is shown as it writes it. */
const kinds = { MARKETING: true, UTILITY: true, AUTHENTICATION: true }
type Kind = keyof typeof kinds

type Props = { templates: { rows: ShownTemplate[]; syncedAt: number | null }; now: number }

/** A channel's message templates, as its provider last told them. */
export function ChannelTemplates({ templates, now }: Props) {
  const t = useTexts(templatesTexts)
  const locale = useLocale()
  const zone = useTimeZone()
  const { fetcher, busy, refused } = useSettingsAct('sync-templates', { done: t('synced') })
  const sync = (
    <Button size={28} disabled={busy} onClick={() => fetcher.submit({ intent: 'sync-templates' }, { method: 'post' })}>
      {t(busy ? 'syncing' : 'sync')}
    </Button>
  )
  const { rows, syncedAt } = templates
  return (
    <Panel title={t('title')} actions={sync} flush={rows.length > 0 && !refused}>
      {refused && <Notice>{refused.problem.detail}</Notice>}
      {rows.length === 0 ? (
        <EmptyState title={t('none')}>{t('noneText')}</EmptyState>
      ) : (
        <>
          <Table
            caption={t('list')}
            head={
              <>
                <Th>{t('template')}</Th>
                <Th>{t('text')}</Th>
                <Th>{t('state')}</Th>
              </>
            }
          >
            {rows.map((row) => (
              <Tr key={row.id}>
                <Td heading>
                  <span className="mono block min-w-36 break-all">{row.name}</span>
                  <span className="block text-kecil font-normal text-text-2">
                    {row.language}, {row.category in kinds ? t(row.category as Kind) : row.category.toLowerCase()}
                  </span>
                </Td>
                <Td>
                  <span className="block max-w-[420px] whitespace-pre-wrap break-words">{row.text}</span>
                </Td>
                <Td>
                  {row.unusable ? (
                    <span className="text-text-2">{row.unusable}</span>
                  ) : (
                    <Chip glyph="done">{t('ready')}</Chip>
                  )}
                </Td>
              </Tr>
            ))}
          </Table>
          {syncedAt !== null && (
            <p className="px-3 py-2 text-kecil text-text-2 tabular">
              {t('syncedAt', { at: inSentence(relativeDayTime(locale, now, syncedAt, zone)) })}
            </p>
          )}
        </>
      )}
    </Panel>
  )
}
