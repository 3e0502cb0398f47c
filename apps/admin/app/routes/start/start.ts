import { startConversation, startPlaces } from '@siaga/cases'
import { memberLoader } from '../../server/context.server.ts'
import { jsonAction } from '../../server/json-action.server.ts'

/** Where the person can write to a citizen first, with the service's form for those who should fill it in. */
export const loader = memberLoader(async ({ ctx, tenant, process, user }) => {
  const places = await startPlaces(ctx)
  return Response.json({
    places: places.map(({ service, channel, by, subject, templates }) => ({
      channelId: channel.id,
      channelKind: channel.kind,
      address: channel.address,
      serviceName: service.definition.name[user.locale],
      by,
      subject,
      formLink: process.senders.portalUrl ? `${process.senders.portalUrl}/${tenant.slug}/${service.slug}` : null,
      templates:
        templates
          // A file is uploaded into a ticket, and there is none yet.
          ?.filter((t) => t.unusable === null && t.file === null)
          .map(({ id, name, language, variables, pieces, buttons }) => ({
            id,
            name,
            language,
            pieces,
            buttons,
            variables: variables.map(({ label, example }) => ({ label, example })),
          })) ?? null,
    })),
  })
})

export const action = jsonAction(async ({ ctx }, form) => {
  const word = (name: string) => String(form.get(name) ?? '')
  const templateId = word('templateId')
  return startConversation(ctx, {
    channelId: word('channelId'),
    address: word('address'),
    name: word('name').trim() || null,
    subject: word('subject').trim() || null,
    text: word('text'),
    template: templateId ? { id: templateId, variables: form.getAll('variable').map(String) } : null,
    idempotencyKey: word('submissionId') || null,
  })
})
