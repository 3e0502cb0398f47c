import { useFetcher } from '@remix-run/react'
import { useEffect, useState } from 'react'
import type { ContactItem } from '../contact/contact-view.server.ts'
import type { ContactPage } from '../contact/list-view.server.ts'
import { useTenantHere } from '../tenant/use-tenant.ts'

const waitMs = 150
const most = 6

/** Citizens whose name, number or mail address begins as typed; empty below two letters or three digits. */
export function useCitizens(typed: string, enabled = true): { rows: ContactItem[]; asked: boolean } {
  const { tenant } = useTenantHere()
  const fetcher = useFetcher<ContactPage>()
  const [asked, setAsked] = useState('')
  const search = typed.trim()
  const enough = enabled && (/^[+\d(]/.test(search) ? search.replace(/\D/g, '').length >= 3 : search.length >= 2)
  const { load } = fetcher
  useEffect(() => {
    if (!enough) return
    const wait = setTimeout(() => {
      setAsked(search)
      load(`/t/${tenant.slug}/contacts/rows?q=${encodeURIComponent(search)}`)
    }, waitMs)
    return () => clearTimeout(wait)
  }, [enough, search, load, tenant.slug])
  const answered = enough && fetcher.data?.search === search && asked === search
  return { rows: answered ? (fetcher.data?.rows ?? []).slice(0, most) : [], asked: answered }
}
