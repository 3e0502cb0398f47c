import type { LoaderFunctionArgs } from '@remix-run/node'
import { childrenOf, provinces } from '@siaga/regions'
import { guarded, requirePerson } from '../server/context.server.ts'

/** The regions one level below `parent`; the provinces without one. */
export function loader(args: LoaderFunctionArgs) {
  return guarded(args, async () => {
    await requirePerson(args)
    const parent = new URL(args.request.url).searchParams.get('parent') ?? ''
    return { parent, regions: parent ? childrenOf(parent) : provinces() }
  })
}
