import { templatesForCase } from '@siaga/cases'
import { isUuid, notFound } from '@siaga/kernel'
import { memberLoader } from '../../server/context.server.ts'

/** The templates with which a case's citizen can be written to; asked for when somebody opens the choice. */
export const loader = memberLoader(async ({ ctx }, { params }) => {
  const { caseId } = params
  if (!caseId || !isUuid(caseId)) throw notFound()
  const found = await templatesForCase(ctx, { caseId })
  return Response.json({
    templates: found.flatMap(({ channelId, templates }) =>
      templates.map(({ unusable, ...template }) => ({
        ...template,
        channelId,
        unusable: unusable?.[ctx.locale] ?? null,
      })),
    ),
  })
})
