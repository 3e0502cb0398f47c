import { type LoggedContact, type LogInput, logContact } from '@siaga/cases'
import { authorize } from '@siaga/tenancy'
import { memberAction, memberLoader, type Refused } from '../../server/context.server.ts'
import { servicesOf } from '../../server/services.server.ts'

/** What the form offers: services with their categories. */
export const loader = memberLoader(async ({ ctx }) => {
  authorize(ctx, 'case.work')
  const services = await servicesOf(ctx)
  return {
    services: services
      .filter(({ state }) => state === 'live' || state === 'paused')
      .map(({ id, definition }) => ({
        id,
        name: definition.name[ctx.locale],
        normalClass: definition.normalClass[ctx.locale],
        categories: definition.categories.map(({ code, name }) => ({ code, name: name[ctx.locale] })),
      })),
  }
})

export type LogOptions = Awaited<ReturnType<typeof loader>>

export type LogAnswer = { ok: true; intent: string; logged: LoggedContact } | Refused

export const action = memberAction(async ({ ctx }, form) => {
  const word = (name: string) => {
    const value = form.get(name)
    return typeof value === 'string' && value.trim() !== '' ? value : null
  }
  const identityId = word('identityId')
  const target = word('case') ?? 'none'
  const at = Date.parse(word('receivedAt') ?? '')
  const input = {
    kind: word('kind') ?? '',
    serviceId: word('serviceId') ?? '',
    citizen: identityId ? { identityId } : { name: word('name'), phone: word('phone') },
    class: word('class') ?? 'normal',
    category: word('category'),
    subject: word('subject'),
    text: word('text') ?? '',
    case: target === 'new' || target === 'none' ? { kind: target } : { kind: 'existing', caseId: target },
    ...(!Number.isNaN(at) && { receivedAt: new Date(at) }),
    idempotencyKey: word('submissionId'),
  }
  return { ok: true as const, intent: 'log', logged: await logContact(ctx, input as LogInput) }
})
