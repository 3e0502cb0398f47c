import type { Localized } from '@siaga/kernel'
import { z } from 'zod'
import type { ChannelKind, IdentityKind } from '../contract.ts'

type Logged = {
  kind: string
  name: Localized
  identityKind: IdentityKind
  manual: 'spoken' | 'written'
  icon?: ChannelKind['icon']
}

/** What people log by hand. It has a kind of its own, so that figures count it beside what comes in by itself. */
function loggedByHand({ kind, name, identityKind, manual, icon }: Logged): ChannelKind<Record<string, never>> {
  return {
    kind,
    name,
    ...(icon && { icon }),
    settings: z.object({}).strict() as unknown as z.ZodType<Record<string, never>>,
    identityKind,
    capabilities: {
      manual,
      sends: false,
      opensCase: 'always_unless_answering',
      idleMinutes: null,
      attachments: false,
      subject: true,
      freeTextHours: null,
      templates: false,
      oneFilePerMessage: false,
      textLimit: null,
    },
    placeAddress: ({ tenant, service }) => `${tenant}/${service}`,
    normaliseAddress(address) {
      const lower = address.trim().toLowerCase()
      return /^[a-z0-9-]+\/[a-z0-9-]+$/.test(lower) ? lower : null
    },
    async parse() {
      throw new Error(`nothing comes in by itself on ${kind}`)
    },
  }
}

export const callChannel = loggedByHand({
  kind: 'call',
  name: { id: 'Telepon', en: 'Phone call' },
  identityKind: 'e164',
  manual: 'spoken',
})

export const walkInChannel = loggedByHand({
  kind: 'walk_in',
  name: { id: 'Loket', en: 'Counter' },
  identityKind: 'anonymous',
  manual: 'spoken',
  icon: 'counter',
})

export const letterChannel = loggedByHand({
  kind: 'letter',
  name: { id: 'Surat', en: 'Letter' },
  identityKind: 'anonymous',
  manual: 'written',
  icon: 'letter',
})
