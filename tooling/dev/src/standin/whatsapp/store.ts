import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readJson, writePrivateJson } from '../../private-file.ts'

/** A number that the stand-in provider serves, and the account that holds its templates. */
export type StandinNumber = { phoneNumberId: string; businessAccountId: string; display: string; name: string }

export type StandinMedia = { id: string; name: string; mediaType: string; sizeBytes: number }

export type ChatMessage = {
  id: string
  phoneNumberId: string
  /** The citizen: a telephone number without plus, or `ID.…` for one who shows a user name alone. */
  citizen: string
  from: 'citizen' | 'center'
  at: number
  type: string
  text: string
  media?: StandinMedia
  location?: { latitude: number; longitude: number; name?: string; address?: string }
  buttons?: string[]
  /** Id of the message quoted above it. */
  quotes?: string
  /** What the other side put on it. */
  reaction?: string
  status?: 'accepted' | 'sent' | 'delivered' | 'read' | 'failed'
  error?: { code: number; title: string }
  /** What the platform asked to have echoed. */
  callback?: string
}

export type Chat = { phoneNumberId: string; citizen: string; name: string; last: ChatMessage | undefined }

type State = { messages: ChatMessage[]; names: Record<string, string>; media: StandinMedia[] }

const keep = 3_000

export type WhatsappStore = ReturnType<typeof openWhatsappStore>

/** What the stand-in has seen: in a folder, so that a restart keeps it, or in memory when there is none. */
export function openWhatsappStore(folder?: string) {
  const path = folder && join(folder, 'whatsapp.json')
  if (folder) mkdirSync(join(folder, 'media'), { recursive: true, mode: 0o700 })
  const state: State = (path && readJson<State>(path)) || { messages: [], names: {}, media: [] }
  const bytes = new Map<string, Buffer>()
  let timer: NodeJS.Timeout | undefined
  const save = () => {
    if (path) writePrivateJson(path, state)
    timer = undefined
  }
  const changed = () => {
    if (path) timer ??= setTimeout(save, 300)
  }
  const ofChat = (phoneNumberId: string, citizen: string) =>
    state.messages.filter((m) => m.phoneNumberId === phoneNumberId && m.citizen === citizen)

  return {
    add(message: Omit<ChatMessage, 'id' | 'at'> & { id?: string; at?: number }): ChatMessage {
      const added = { id: `wamid.${randomBytes(18).toString('base64url')}`, at: Date.now(), ...message }
      state.messages.push(added)
      state.messages.splice(0, Math.max(0, state.messages.length - keep))
      changed()
      return added
    },
    change(id: string, set: Partial<ChatMessage>): ChatMessage | undefined {
      const found = state.messages.find((m) => m.id === id)
      if (found) Object.assign(found, set)
      changed()
      return found
    },
    get: (id: string) => state.messages.find((m) => m.id === id),
    chat: ofChat,
    chats(): Chat[] {
      const found = new Map<string, Chat>()
      for (const m of state.messages) {
        const name = state.names[m.citizen] ?? m.citizen
        found.set(`${m.phoneNumberId} ${m.citizen}`, {
          phoneNumberId: m.phoneNumberId,
          citizen: m.citizen,
          name,
          last: m,
        })
      }
      return [...found.values()].sort((a, b) => (b.last?.at ?? 0) - (a.last?.at ?? 0))
    },
    nameOf: (citizen: string) => state.names[citizen],
    rename(citizen: string, name: string) {
      state.names[citizen] = name
      changed()
    },
    keepMedia(name: string, mediaType: string, content: Buffer): StandinMedia {
      const id = randomUUID().replaceAll(/\D/g, '').padEnd(16, '7').slice(0, 16)
      const media = { id, name, mediaType, sizeBytes: content.length }
      state.media.push(media)
      if (folder) writeFileSync(join(folder, 'media', id), content, { mode: 0o600 })
      else bytes.set(id, content)
      changed()
      return media
    },
    media: (id: string) => state.media.find((m) => m.id === id),
    bytes(id: string): Buffer | undefined {
      if (!/^\d+$/.test(id)) return undefined
      if (!folder) return bytes.get(id)
      const file = join(folder, 'media', id)
      return existsSync(file) ? readFileSync(file) : undefined
    },
    close() {
      clearTimeout(timer)
      save()
    },
  }
}
