import { suggestTags } from '@siaga/cases'
import { memberLoader } from '../../server/context.server.ts'

/** Tags in use that fit what is being typed. */
export const loader = memberLoader(async ({ ctx }, { request }) => {
  const query = (new URL(request.url).searchParams.get('q') ?? '').slice(0, 100)
  return { query, tags: (await suggestTags(ctx, { query })).map(({ id, name }) => ({ id, name })) }
})
