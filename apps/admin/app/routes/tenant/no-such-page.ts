import { notFound } from '@siaga/kernel'
import { memberLoader } from '../../server/context.server.ts'

export const loader = memberLoader(async () => {
  throw notFound()
})

export default () => null
