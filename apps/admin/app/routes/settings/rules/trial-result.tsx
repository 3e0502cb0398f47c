import { Link } from '@remix-run/react'
import { cx, EmptyState, listTime, Notice, Panel, Table, Td, Th, Tr, useLocale, useTexts, useTimeZone } from '@siaga/ui'
import { useTenantHere } from '../../tenant/use-tenant.ts'
import type { Trial } from './rule-actions.server.ts'
import { rulesTexts } from './rules.texts.ts'

type ResultProps = { trial: Trial | null /** The rule has changed since. */; isOld: boolean; now: number }

/** Which past tickets the rule would have reached, and what their citizens would have read. */
export function TrialResult({ trial, isOld, now }: ResultProps) {
  const t = useTexts(rulesTexts)
  const locale = useLocale()
  const zone = useTimeZone()
  const { tenant } = useTenantHere()
  if (!trial) return <p className="text-text-2">{t('trialNone')}</p>
  const { matched, looked, days, truncated, samples } = trial
  return (
    <Panel title={t('trialTitle')} flush={samples.length > 0}>
      <div role="status" className={cx('flex flex-col gap-1', samples.length > 0 ? 'p-3' : 'pb-3')}>
        {isOld && <Notice>{t('trialOld')}</Notice>}
        <p className="font-semibold">{t('trialMatched', { matched, looked, days })}</p>
        <p className="text-kecil text-text-2">
          {[
            t('trialAsOpened'),
            truncated && t('trialCut', { n: looked }),
            matched > samples.length && t('trialShown', { n: samples.length }),
          ]
            .filter(Boolean)
            .join(' ')}
        </p>
      </div>
      {samples.length === 0 ? (
        <EmptyState title={t('trialEmpty')}>{t('trialEmptyText')}</EmptyState>
      ) : (
        <Table
          caption={t('trialTitle')}
          head={
            <>
              <Th>{t('number')}</Th>
              <Th>{t('subject')}</Th>
              <Th numeric>{t('openedAt')}</Th>
              <Th>{t('reply')}</Th>
            </>
          }
        >
          {samples.map((sample) => (
            <Tr key={sample.id} className="align-top">
              <Td className="mono whitespace-nowrap">
                <Link
                  to={`/t/${tenant.slug}/inbox/${sample.id}`}
                  className="inline-block min-h-6 text-link underline-offset-2 hover:underline"
                >
                  {sample.number}
                </Link>
              </Td>
              <Td>{sample.subject}</Td>
              <Td numeric>{listTime(locale, now, sample.openedAt, zone)}</Td>
              <Td className="min-w-72 whitespace-pre-wrap text-kecil">
                {sample.reply ?? <span className="text-text-2">{t('noReply')}</span>}
              </Td>
            </Tr>
          ))}
        </Table>
      )}
    </Panel>
  )
}
