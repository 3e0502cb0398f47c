import type { z } from 'zod'
import type { ChannelKind } from '../contract.ts'
import { whatsappWebhook } from './envelope.ts'
import { callGraph } from './graph.ts'
import { fetchWhatsappMedia } from './media.ts'
import { parseWhatsappItem } from './parse-item.ts'
import { whatsappProblems } from './problems.ts'
import { openWhatsappSender } from './send.ts'
import { type WhatsappSettings, whatsappSettings } from './settings.ts'
import { whatsappTemplates } from './templates.ts'

/** WhatsApp Business Cloud API: one telephone number, found by its phone number id. */
export const whatsappChannel: ChannelKind<WhatsappSettings> = {
  kind: 'whatsapp',
  name: { id: 'WhatsApp', en: 'WhatsApp' },
  settings: whatsappSettings as unknown as z.ZodType<WhatsappSettings>,
  identityKind: 'wa_user',
  capabilities: {
    sends: true,
    opensCase: 'when_none_open',
    idleMinutes: 24 * 60,
    attachments: true,
    subject: false,
    freeTextHours: 24,
    templates: true,
    oneFilePerMessage: true,
    quotes: true,
    textLimit: 4096,
  },
  normaliseAddress(address) {
    const digits = address.trim()
    return /^\d{5,20}$/.test(digits) ? digits : null
  },
  parse: (raw) => parseWhatsappItem(raw),
  openSender: openWhatsappSender,
  webhook: whatsappWebhook,
  appOf: (settings) => settings.app,
  addressOf: (settings) => settings.phoneNumberId,
  illCodes: ['190', '10', '133010', 'secure_connection', 'unreachable'],
  fetchMedia: fetchWhatsappMedia,
  templates: whatsappTemplates,
  problems: whatsappProblems,
  async check(settings, environment) {
    const answer = await callGraph(
      settings,
      environment,
      `${settings.phoneNumberId}?fields=display_phone_number,verified_name,quality_rating`,
      { timeoutMs: 10_000 },
    )
    if (answer.kind === 'json' && answer.body.id === settings.phoneNumberId)
      return {
        ok: true,
        label: [answer.body.verified_name, answer.body.display_phone_number]
          .filter((v) => typeof v === 'string')
          .join(', ')
          .slice(0, 120),
      }
    const code =
      answer.kind === 'refused'
        ? answer.error.code || 'refused'
        : answer.kind === 'unreachable'
          ? 'unreachable'
          : 'no_answer'
    const title = answer.kind === 'refused' ? answer.error.title : ''
    return { ok: false, code, problem: whatsappProblems[code]?.id ?? title }
  },
}
