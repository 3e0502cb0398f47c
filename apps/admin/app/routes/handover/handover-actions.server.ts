import { findCases } from '@siaga/cases'
import type { Ctx } from '@siaga/db'
import { invalid, notFound } from '@siaga/kernel'
import { acknowledgeHandover, writeHandover } from '@siaga/notices'
import { translate } from '@siaga/ui'
import { handoverTexts } from './handover.texts.ts'

const mostNumbers = 20

/** Acts on a form of the page. @throws forbidden, notFound, invalid */
export async function actOnHandover(ctx: Ctx, form: FormData) {
  const intent = String(form.get('intent'))
  switch (intent) {
    case 'acknowledge':
      await acknowledgeHandover(ctx, { noteId: String(form.get('noteId') ?? '') })
      break
    case 'write': {
      const serviceId = String(form.get('serviceId') ?? '')
      await writeHandover(ctx, {
        serviceId,
        text: String(form.get('text') ?? ''),
        caseIds: await casesNamed(ctx, serviceId, String(form.get('cases') ?? '')),
        idempotencyKey: String(form.get('submissionId') ?? '') || null,
      })
      break
    }
    default:
      throw notFound({ internal: `no such action: ${intent}` })
  }
  return { ok: true as const, intent }
}

/** Cases by their numbers as typed; what is not a case of the service is named. @throws invalid */
async function casesNamed(ctx: Ctx, serviceId: string, typed: string): Promise<string[]> {
  const numbers = [...new Set(typed.split(/[\s,;]+/).filter(Boolean))].slice(0, mostNumbers)
  const found = await Promise.all(
    numbers.map(
      async (number) => (await findCases(ctx, { number })).find((c) => c.serviceId === serviceId)?.id ?? null,
    ),
  )
  const unknown = numbers.filter((_, i) => found[i] === null).join(', ')
  if (unknown) {
    const text = {
      id: translate(handoverTexts, 'id')('casesUnknown', { numbers: unknown }),
      en: translate(handoverTexts, 'en')('casesUnknown', { numbers: unknown }),
    }
    throw invalid({ fields: [{ path: 'cases', code: 'choice', text }] })
  }
  return found.filter((id) => id !== null)
}
