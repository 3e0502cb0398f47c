import { useNavigate, useParams } from '@remix-run/react'
import { Button, Menu, MenuChoice, MenuSeparator, useTexts } from '@siaga/ui'
import { ListFilter } from 'lucide-react'
import { useTenantHere } from '../tenant/use-tenant.ts'
import { inboxTexts } from './inbox.texts.ts'
import { type InboxQuery, inboxSearch } from './inbox-query.ts'

/** Open or settled, and the service when there are several; both live in the address. */
export function InboxFilter({ query }: { query: InboxQuery }) {
  const t = useTexts(inboxTexts)
  const navigate = useNavigate()
  const { tenant, services } = useTenantHere()
  const caseId = useParams().caseId
  const go = (to: InboxQuery) => navigate(`/t/${tenant.slug}/inbox${caseId ? `/${caseId}` : ''}${inboxSearch(to)}`)
  const service = services.find(({ id }) => id === query.serviceId)
  const state = t(query.settled ? 'settled' : 'open')
  return (
    <Menu
      align="end"
      trigger={
        <Button
          variant="quiet"
          size={28}
          title={t('filter')}
          icon={<ListFilter aria-hidden="true" size={16} strokeWidth={1.75} />}
        >
          <span className="max-w-44 truncate">{service ? `${state}, ${service.name}` : state}</span>
        </Button>
      }
    >
      <MenuChoice
        label={t('state')}
        value={query.settled ? 'settled' : 'open'}
        onValueChange={(value) =>
          go({
            ...query,
            settled: value === 'settled',
            view: query.view === 'unassigned' && value === 'settled' ? 'all' : query.view,
          })
        }
        options={[
          { value: 'open', label: t('open') },
          { value: 'settled', label: t('settled') },
        ]}
      />
      {services.length > 1 && (
        <>
          <MenuSeparator />
          <MenuChoice
            label={t('service')}
            value={query.serviceId ?? ''}
            onValueChange={(value) => go({ ...query, serviceId: value || null })}
            options={[
              { value: '', label: t('everyService') },
              ...services.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        </>
      )}
    </Menu>
  )
}
