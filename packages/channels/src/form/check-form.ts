import type { Localized } from '@siaga/kernel'
import type { ChannelCheck } from '../contract.ts'

const mostMs = 10_000

export const formProblems: Record<string, Localized> = {
  form_away: {
    id: 'Portal tidak menjawab. Warga saat ini tidak dapat membuka formulir ini.',
    en: 'The portal does not answer. Citizens cannot open this form at the moment.',
  },
  form_missing: {
    id: 'Portal tidak menampilkan formulir ini. Periksa apakah layanannya sudah langsung.',
    en: 'The portal does not show this form. See whether its service is live.',
  },
}

/** Opens the form's page on the portal, as a citizen would. */
export async function checkForm(portalUrl: string | undefined, address: string): Promise<ChannelCheck> {
  if (!portalUrl) return { ok: false, code: 'form_away', problem: 'no portal address' }
  const page = `${portalUrl}/${address}`
  try {
    const answer = await fetch(page, { redirect: 'manual', signal: AbortSignal.timeout(mostMs) })
    await answer.body?.cancel()
    return answer.status === 200
      ? { ok: true, label: page }
      : { ok: false, code: answer.status >= 500 ? 'form_away' : 'form_missing', problem: `${answer.status}` }
  } catch {
    return { ok: false, code: 'form_away', problem: 'no answer' }
  }
}
