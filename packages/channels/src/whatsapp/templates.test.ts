import { describe, expect, it } from 'vitest'
import { templatePayload, whatsappTemplates } from './templates.ts'

const components = [
  { type: 'HEADER', format: 'TEXT', text: 'Kabar {{1}}', example: { header_text: ['hari ini'] } },
  { type: 'BODY', text: 'Halo {{1}}, laporan {{2}} untuk {{1}}.', example: { body_text: [['Ratna', '112-1']] } },
  { type: 'FOOTER', text: 'Gratis' },
  {
    type: 'BUTTONS',
    buttons: [
      { type: 'QUICK_REPLY', text: 'Baca' },
      { type: 'URL', text: 'Buka', url: 'https://contoh.id/{{1}}', example: ['https://contoh.id/x'] },
    ],
  },
]

describe('a template', () => {
  it('has each blank once, with its place and example', () => {
    expect(whatsappTemplates.variables(components)).toEqual([
      { part: 'header', label: '1', example: 'hari ini' },
      { part: 'body', label: '1', example: 'Ratna' },
      { part: 'body', label: '2', example: '112-1' },
      { part: 'button', label: 'Buka', example: 'https://contoh.id/x' },
    ])
  })
  it('is previewed as the citizen reads it', () => {
    expect(whatsappTemplates.preview(components, ['pagi', 'Siti', 'HK-2', 'abc'])).toEqual({
      text: 'Kabar pagi\n\nHalo Siti, laporan HK-2 untuk Siti.\n\nGratis',
      buttons: ['Baca', 'Buka'],
    })
  })
  it('is sent with each value at its place', () => {
    const payload = templatePayload({
      name: 'kabar',
      language: 'id',
      components,
      variables: ['pagi', 'Siti', 'HK-2', 'abc'],
    })
    expect(payload).toEqual({
      name: 'kabar',
      language: { code: 'id' },
      components: [
        { type: 'header', parameters: [{ type: 'text', text: 'pagi' }] },
        {
          type: 'body',
          parameters: [
            { type: 'text', text: 'Siti' },
            { type: 'text', text: 'HK-2' },
          ],
        },
        { type: 'button', sub_type: 'url', index: '1', parameters: [{ type: 'text', text: 'abc' }] },
      ],
    })
  })
  it('with named blanks names them', () => {
    const named = [
      {
        type: 'BODY',
        text: 'Halo {{nama}}',
        example: { body_text_named_params: [{ param_name: 'nama', example: 'Ani' }] },
      },
    ]
    expect(whatsappTemplates.variables(named)).toEqual([{ part: 'body', label: 'nama', example: 'Ani' }])
    expect(templatePayload({ name: 'n', language: 'id', components: named, variables: ['Ani'] }).components).toEqual([
      { type: 'body', parameters: [{ type: 'text', parameter_name: 'nama', text: 'Ani' }] },
    ])
  })
  it('whose header is a file says which, and is sent with the one that was uploaded', () => {
    const withFile = (format: string) => [{ type: 'HEADER', format }, components[1] as Record<string, unknown>]
    expect(whatsappTemplates.headerFile(components)).toBeNull()
    expect(whatsappTemplates.headerFile(withFile('IMAGE'))).toMatchObject({ kind: 'image' })
    const of = (format: string) =>
      templatePayload(
        { name: 'n', language: 'id', components: withFile(format), variables: ['Siti', 'HK-2'] },
        { id: '77', name: 'surat.pdf' },
      ).components?.[0]
    expect(of('IMAGE')).toEqual({ type: 'header', parameters: [{ type: 'image', image: { id: '77' } }] })
    expect(of('DOCUMENT')).toEqual({
      type: 'header',
      parameters: [{ type: 'document', document: { id: '77', filename: 'surat.pdf' } }],
    })
  })
  it('whose header is a place cannot be sent from here; a text, a picture, a video and a document can', () => {
    expect(whatsappTemplates.unusable([{ type: 'HEADER', format: 'LOCATION' }])).not.toBeNull()
    for (const format of ['IMAGE', 'VIDEO', 'DOCUMENT'])
      expect(whatsappTemplates.unusable([{ type: 'HEADER', format }])).toBeNull()
    expect(whatsappTemplates.unusable(components)).toBeNull()
  })
  it('takes no empty value, line break, tab or wide gap', () => {
    for (const bad of ['', '  ', 'a\nb', 'a\tb', 'a     b', 'x'.repeat(1025)])
      expect(whatsappTemplates.refuses(bad), JSON.stringify(bad)).not.toBeNull()
    expect(whatsappTemplates.refuses('Jl. Pahlawan 1')).toBeNull()
  })
})
