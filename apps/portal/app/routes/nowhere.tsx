import type { LoaderFunctionArgs } from '@remix-run/node'
import { notFound } from '@siaga/kernel'
import { atEdge } from '../server/edge.server.ts'

export const loader = ({ context }: LoaderFunctionArgs) =>
  atEdge(context, async () => {
    throw notFound()
  })

export const action = loader

export default function Nowhere() {
  return null
}
