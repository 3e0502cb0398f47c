import type { LoaderFunctionArgs } from '@remix-run/node'
import { notFound } from '@siaga/kernel'
import { guarded } from '../server/context.server.ts'

export function loader(args: LoaderFunctionArgs) {
  return guarded(args, async () => {
    throw notFound()
  })
}

export default () => null
