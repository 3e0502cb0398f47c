import { redirect } from '@remix-run/node'
import { dryRunRule, type RuleDefinition, saveRule } from '@siaga/cases'
import { invalid, notFound } from '@siaga/kernel'
import type { Member } from '../../../server/context.server.ts'

export const trialDays = 30

/** As the editor sends it; the verb's own schema is what decides. @throws invalid */
function definitionFrom(form: FormData): RuleDefinition {
  try {
    return JSON.parse(String(form.get('definition') ?? '')) as RuleDefinition
  } catch (cause) {
    throw invalid({ internal: 'the definition is not JSON', cause })
  }
}

/** Tries or saves a rule of the editor. A new one leads to its own page. */
export async function actOnRule({ ctx, tenant }: Member, form: FormData, ruleId: string | null) {
  const intent = String(form.get('intent'))
  const serviceId = String(form.get('serviceId') ?? '')
  const definition = definitionFrom(form)
  switch (intent) {
    case 'try': {
      const trial = await dryRunRule(ctx, { serviceId, definition, days: trialDays })
      const samples = trial.samples.map((sample) => ({ ...sample, openedAt: sample.openedAt.getTime() }))
      return {
        ok: true as const,
        intent,
        trial: { ...trial, samples, days: trialDays, definition: JSON.stringify(definition) },
      }
    }
    case 'save': {
      const saved = await saveRule(ctx, {
        serviceId,
        ruleId,
        version: ruleId ? Number(form.get('version')) : null,
        name: String(form.get('name') ?? ''),
        isActive: form.get('isActive') === 'yes',
        definition,
        idempotencyKey: ruleId ? null : String(form.get('submissionId') ?? '') || null,
      })
      if (!ruleId) throw redirect(`/t/${tenant.slug}/settings/rules/${saved.ruleId}`)
      return { ok: true as const, intent, trial: null }
    }
    default:
      throw notFound({ internal: `no such action: ${intent}` })
  }
}

export type RuleAnswer = Awaited<ReturnType<typeof actOnRule>>
export type Trial = NonNullable<RuleAnswer['trial']>
