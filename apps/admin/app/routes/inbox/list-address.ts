import { useNavigation, useParams } from '@remix-run/react'
import { useTenantHere } from '../tenant/use-tenant.ts'
import { type InboxQuery, inboxQuery, inboxSearch } from './inbox-query.ts'

/** Where the parts of the list ask and send. */
export const useInboxAddress = () => `/t/${useTenantHere().tenant.slug}/inbox`

/** The address of a list; the ticket that is open stays open beside it. */
export function useListAddress(): (query: InboxQuery) => string {
  const base = useInboxAddress()
  const { caseId } = useParams()
  return (query) => `${base}${caseId ? `/${caseId}` : ''}${inboxSearch(query)}`
}

/** The list that is being gone to, or the one that is shown: two filters chosen quickly are both kept. */
export function useQueryAhead(query: InboxQuery): InboxQuery {
  const base = useInboxAddress()
  const { can } = useTenantHere()
  const { location } = useNavigation()
  const isList = location && (location.pathname === base || location.pathname.startsWith(`${base}/`))
  return isList ? inboxQuery(new URLSearchParams(location.search), can.work) : query
}
