import type { LoaderFunctionArgs } from '@remix-run/node'
import { childrenOf, provinces } from '@siaga/regions'

/** The regions below a code, or the provinces; the steps of a region field read them. */
export function loader({ request }: LoaderFunctionArgs) {
  const parent = new URL(request.url).searchParams.get('parent') ?? ''
  return Response.json(
    { regions: parent ? childrenOf(parent) : provinces() },
    { headers: { 'cache-control': 'public, max-age=86400' } },
  )
}
