import { type Channel, channelKind, type Template, templatesIn } from '@siaga/channels'
import { type Ctx, withTenant } from '@siaga/db'
import { authorize, type Service, servicesIn } from '@siaga/tenancy'
import { sendingChannels } from './reach-routes.ts'

export type StartPlace = {
  service: Service
  channel: Pick<Channel, 'id' | 'kind' | 'address'>
  /** Whom one writes to there: by mail, or by a telephone number. */
  by: 'mail' | 'phone'
  subject: boolean
  /** A conversation can only begin with one of these; null = with any text. */
  templates: Template[] | null
}

/** Where the caller can write to a citizen first: every sending channel of their services. @throws forbidden */
export async function startPlaces(ctx: Ctx): Promise<StartPlace[]> {
  authorize(ctx, 'case.work')
  return withTenant(ctx, async (tx) => {
    const places: StartPlace[] = []
    for (const service of await servicesIn(tx, ctx))
      for (const { id, kind, address } of await sendingChannels(tx, ctx, service.id)) {
        const found = channelKind(kind)
        if (!found || found.identityKind === 'chat' || found.identityKind === 'anonymous') continue
        places.push({
          service,
          channel: { id, kind, address },
          by: found.identityKind === 'mail' ? 'mail' : 'phone',
          subject: found.capabilities.subject,
          templates: found.capabilities.freeTextHours === null ? null : await templatesIn(tx, ctx, { id, kind }),
        })
      }
    return places
  })
}
