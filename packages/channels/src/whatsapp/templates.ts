import type { Localized } from '@siaga/kernel'
import { z } from 'zod'
import type {
  ChannelTemplates,
  OutboundMessage,
  TemplateComponent,
  TemplateFile,
  TemplateVariable,
} from '../contract.ts'
import { callGraph } from './graph.ts'
import { whatsappProblems } from './problems.ts'
import type { WhatsappSettings } from './settings.ts'

type Part = {
  type: string
  format: string
  text: string
  examples: string[]
  named: Record<string, string>
  buttons: Button[]
}
type Button = { type: string; text: string; url: string; example: string | null }

const str = (value: unknown) => (typeof value === 'string' ? value : '')
const record = (value: unknown) => (value && typeof value === 'object' ? (value as Record<string, unknown>) : {})

function partOf(component: TemplateComponent): Part {
  const example = record(component.example)
  const listed = Array.isArray(example.body_text) ? example.body_text[0] : example.header_text
  const named = [example.body_text_named_params, example.header_text_named_params].flatMap((list) =>
    Array.isArray(list) ? list.map((e) => [str(record(e).param_name), str(record(e).example)] as const) : [],
  )
  return {
    type: str(component.type).toUpperCase(),
    format: str(component.format).toUpperCase() || 'TEXT',
    text: str(component.text),
    examples: Array.isArray(listed) ? listed.map(str) : [],
    named: Object.fromEntries(named),
    buttons: (Array.isArray(component.buttons) ? component.buttons : []).map((b) => {
      const button = record(b)
      const examples = Array.isArray(button.example) ? button.example : [button.example]
      return {
        type: str(button.type).toUpperCase(),
        text: str(button.text),
        url: str(button.url),
        example: str(examples[0]) || null,
      }
    }),
  }
}

const blank = /\{\{\s*([A-Za-z0-9_]{1,60})\s*\}\}/g

/** The blanks of a text in their order, each once. */
const blanksOf = (text: string) => [...new Set([...text.matchAll(blank)].map((m) => m[1] as string))]

type Place = TemplateVariable & { name: string; index: number }

/** Every blank of a template: header, then body, then the addresses of buttons. */
function placesOf(components: readonly TemplateComponent[]): Place[] {
  const parts = components.map(partOf)
  const inText = (type: 'HEADER' | 'BODY', part: 'header' | 'body') =>
    parts
      .filter((p) => p.type === type)
      .flatMap((p) =>
        blanksOf(p.text).map((name, i) => ({
          part,
          name,
          index: 0,
          label: name,
          example: p.named[name] ?? p.examples[i] ?? null,
        })),
      )
  const inButtons = parts
    .flatMap((p) => p.buttons)
    .flatMap((button, index) =>
      button.type === 'URL' && blanksOf(button.url).length > 0
        ? [{ part: 'button' as const, name: '1', index, label: button.text, example: button.example }]
        : [],
    )
  return [...inText('HEADER', 'header'), ...inText('BODY', 'body'), ...inButtons]
}

function filled(text: string, part: 'header' | 'body', places: readonly Place[], values: readonly string[]): string {
  return text.replace(blank, (whole, name: string) => {
    const at = places.findIndex((p) => p.part === part && p.name === name)
    return at < 0 ? whole : (values[at] ?? whole)
  })
}

const megabyte = 1024 * 1024
const headerFiles: Record<string, TemplateFile> = {
  IMAGE: { kind: 'image', mediaTypes: ['image/jpeg', 'image/png'], mostBytes: 5 * megabyte },
  VIDEO: { kind: 'video', mediaTypes: ['video/mp4', 'video/3gpp'], mostBytes: 16 * megabyte },
  DOCUMENT: { kind: 'document', mediaTypes: ['application/pdf'], mostBytes: 25 * megabyte },
}

function headerFileOf(components: readonly TemplateComponent[]): TemplateFile | null {
  const header = components.map(partOf).find((p) => p.type === 'HEADER')
  return (header && headerFiles[header.format]) ?? null
}

/** The `template` of a request: name, language, the uploaded file of the header, and the values at their places. */
export function templatePayload(
  { name, language, components, variables }: NonNullable<OutboundMessage['template']>,
  file: { id: string; name: string } | null = null,
) {
  const places = placesOf(components)
  const parameters = (part: 'header' | 'body') =>
    places.flatMap((place, i) =>
      place.part === part
        ? [{ type: 'text', ...(!/^\d+$/.test(place.name) && { parameter_name: place.name }), text: variables[i] ?? '' }]
        : [],
    )
  const texts = (['header', 'body'] as const)
    .map((part) => ({ type: part, parameters: parameters(part) }))
    .filter(({ parameters: list }) => list.length > 0)
  const buttons = places.flatMap((place, i) =>
    place.part === 'button'
      ? [
          {
            type: 'button',
            sub_type: 'url',
            index: String(place.index),
            parameters: [{ type: 'text', text: variables[i] ?? '' }],
          },
        ]
      : [],
  )
  const kind = headerFileOf(components)?.kind
  const header =
    kind && file
      ? [
          {
            type: 'header',
            parameters: [{ type: kind, [kind]: { id: file.id, ...(kind === 'document' && { filename: file.name }) } }],
          },
        ]
      : []
  const all = [...header, ...texts, ...buttons]
  return { name, language: { code: language }, ...(all.length > 0 && { components: all }) }
}

const listForm = z.object({
  data: z.array(
    z.object({
      name: z.string().min(1).max(512),
      language: z.string().min(2).max(20),
      category: z.string().max(60).default('UTILITY'),
      status: z.string().max(60),
      components: z.array(z.record(z.string(), z.unknown())).max(20).default([]),
    }),
  ),
  paging: z
    .object({ cursors: z.object({ after: z.string().max(500).nullish() }).nullish(), next: z.string().nullish() })
    .nullish(),
})

const pagesAtMost = 20

/** A list that could not be read, with a code of `whatsappProblems`. */
export class TemplatesUnread extends Error {
  code: string
  constructor(code: string) {
    super(whatsappProblems[code]?.en ?? code)
    this.code = code
  }
}

export const whatsappTemplates: ChannelTemplates<WhatsappSettings> = {
  async list(settings, environment) {
    const found: z.output<typeof listForm>['data'] = []
    let after: string | null | undefined
    for (let page = 0; page < pagesAtMost; page++) {
      const query = new URLSearchParams({
        fields: 'name,language,status,category,components',
        limit: '100',
        ...(after && { after }),
      })
      const answer = await callGraph(
        settings,
        environment,
        `${settings.businessAccountId}/message_templates?${query}`,
        { timeoutMs: 15_000 },
      )
      if (answer.kind === 'refused') throw new TemplatesUnread(answer.error.code || 'refused')
      const list = answer.kind === 'json' ? listForm.safeParse(answer.body) : null
      if (!list?.success) throw new TemplatesUnread(answer.kind === 'unreachable' ? 'unreachable' : 'no_answer')
      found.push(...list.data.data)
      after = list.data.paging?.next ? list.data.paging.cursors?.after : null
      if (!after) break
    }
    return found.map(({ status, ...rest }) => ({ ...rest, state: status }))
  },
  variables: (components) => placesOf(components).map(({ part, label, example }) => ({ part, label, example })),
  preview(components, variables) {
    const places = placesOf(components)
    const parts = components.map(partOf)
    const texts = parts.flatMap((p) => {
      if (p.type === 'HEADER') return p.format === 'TEXT' ? [filled(p.text, 'header', places, variables)] : []
      if (p.type === 'BODY') return [filled(p.text, 'body', places, variables)]
      return p.type === 'FOOTER' ? [p.text] : []
    })
    return {
      text: texts.filter(Boolean).join('\n\n'),
      buttons: parts.flatMap((p) => p.buttons.map((b) => b.text)).filter(Boolean),
    }
  },
  headerFile: headerFileOf,
  unusable(components) {
    const parts = components.map(partOf)
    if (parts.some((p) => p.type === 'HEADER' && p.format !== 'TEXT' && !headerFiles[p.format]))
      return {
        id: 'Kepala templat ini (misalnya lokasi) belum dapat dikirim dari sini; kirim dari Pengelola WhatsApp.',
        en: 'The header of this template (such as a location) cannot be sent from here yet; send it from WhatsApp Manager.',
      }
    if (parts.some((p) => p.buttons.some((b) => !['QUICK_REPLY', 'URL', 'PHONE_NUMBER'].includes(b.type))))
      return {
        id: 'Templat ini memakai tombol yang belum dapat dikirim dari sini.',
        en: 'This template uses buttons that cannot be sent from here yet.',
      }
    return null
  },
  refuses(value): Localized | null {
    if (!value.trim()) return { id: 'Isian ini wajib.', en: 'This field is required.' }
    if (value.length > 1024) return { id: 'Paling banyak 1.024 karakter.', en: 'At most 1,024 characters.' }
    if (/[\n\r\t]| {5}/.test(value))
      return {
        id: 'Tanpa baris baru, tab, atau lebih dari empat spasi berurutan.',
        en: 'No line breaks, tabs, or more than four spaces in a row.',
      }
    return null
  },
}
