import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { notFound } from '@siaga/kernel'
import { tenantsOfUser } from '@siaga/tenancy'
import { guarded, processOf, requirePerson } from '../server/context.server.ts'

export function loader(args: LoaderFunctionArgs) {
  return guarded(args, async () => {
    const user = await requirePerson(args)
    const [first] = await tenantsOfUser(processOf(args).db, user.userId)
    if (!first) throw notFound({ internal: 'a person without a tenant' })
    throw redirect(`/t/${first.slug}`)
  })
}
