import { isUuid, notFound } from '@siaga/kernel'
import { memberLoader } from '../../server/context.server.ts'
import { casePaper } from './case-paper.server.ts'
import { casePdf } from './case-pdf.server.ts'

/** A ticket as a PDF; `?notes=1` with internal notes. */
export const loader = memberLoader(async ({ ctx, tenant }, { params, request }) => {
  const { caseId = '' } = params
  if (!isUuid(caseId)) throw notFound()
  const notes = new URL(request.url).searchParams.get('notes') === '1'
  const paper = await casePaper(ctx, tenant, caseId, { form: 'pdf', notes })
  const bytes = await casePdf(paper, ctx.locale)
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="${paper.number}.pdf"`,
      'content-length': String(bytes.length),
      'cache-control': 'no-store, private',
    },
  })
})
