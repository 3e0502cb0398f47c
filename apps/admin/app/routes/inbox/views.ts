import { deleteView, saveView } from '@siaga/cases'
import { notFound } from '@siaga/kernel'
import { memberAction, memberLoader } from '../../server/context.server.ts'

/** There is nothing to read here. */
export const loader = memberLoader(async () => {
  throw notFound()
})

/** Keeps or removes a saved view of the list. */
export const action = memberAction(async ({ ctx }, form) => {
  const intent = String(form.get('intent'))
  const word = (name: string) => String(form.get(name) ?? '')
  if (intent === 'save') {
    const viewId = word('viewId')
    const view = await saveView(ctx, {
      ...(viewId && { viewId }),
      name: word('name'),
      query: word('query').replace(/^\?/, ''),
      shared: form.get('shared') === 'on',
    })
    return { ok: true as const, intent, view }
  }
  if (intent === 'delete') {
    await deleteView(ctx, { viewId: word('viewId') })
    return { ok: true as const, intent, view: null }
  }
  throw notFound({ internal: `no such action: ${intent}` })
})
