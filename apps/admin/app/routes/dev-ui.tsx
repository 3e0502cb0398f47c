import type { LoaderFunctionArgs } from '@remix-run/node'
import { notFound } from '@siaga/kernel'
import { Gallery } from '@siaga/ui'
import { guarded, processOf } from '../server/context.server.ts'

/** The design language, rendered from its own tokens; in development only. */
export function loader(args: LoaderFunctionArgs) {
  return guarded(args, async () => {
    if (!processOf(args).development) throw notFound()
    return null
  })
}

export default function DevUi() {
  return <Gallery />
}
