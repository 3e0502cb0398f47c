import { createRequire } from 'node:module'
import type { Locale } from '@siaga/kernel'
import { translate } from '@siaga/ui'
import PdfDocument from 'pdfkit'
import type { Paper, PaperItem } from './case-paper.server.ts'
import { glyphRuns, type Script, scripts } from './glyph-runs.ts'
import { paperTexts } from './paper.texts.ts'

const { resolve } = createRequire(import.meta.url)
const weights = [400, 600] as const
type Weight = (typeof weights)[number]

const margin = 56
const labelWidth = 130
const colours = { text: '#191C24', text2: '#474B57', line: '#C9C5B9', link: '#1F477F', warn: '#7E4405' }

type Style = { size?: number; weight?: Weight; colour?: string; width?: number; x?: number; y?: number }

/** One A4 document being written; text goes through it alone, so that every sign has a font. */
function openSheet(paper: Paper, locale: Locale) {
  const doc = new PdfDocument({
    size: 'A4',
    margins: { top: 84, bottom: 64, left: margin, right: margin },
    bufferPages: true,
    lang: locale,
    info: { Title: `${paper.number} · ${paper.subject}`, Author: paper.tenant, Creator: 'Siaga' },
  })
  for (const script of scripts)
    for (const weight of weights)
      doc.registerFont(
        `${script}-${weight}`,
        resolve(`@fontsource/ibm-plex-sans/files/ibm-plex-sans-${script}-${weight}-normal.woff`),
      )
  let lost = false
  const font = (script: Script, weight: Weight) => doc.font(`${script}-${weight}`)
  const write = (text: string, style: Style = {}) => {
    const { size = 9.5, weight = 400, colour = colours.text, x = margin, width = doc.page.width - margin - x } = style
    const cut = glyphRuns(text)
    lost ||= cut.lost
    doc.fillColor(colour).fontSize(size)
    const runs = cut.runs.length > 0 ? cut.runs : [{ text: ' ', script: 'latin' as const }]
    runs.forEach((run, index) => {
      font(run.script, weight)
      const options = { width, continued: index < runs.length - 1, lineGap: 1.5 }
      if (index === 0) doc.text(run.text, x, style.y ?? doc.y, options)
      else doc.text(run.text, options)
    })
  }
  /** Begins a page when less than this is left on it. */
  const need = (height: number) => {
    if (doc.y + height > doc.page.height - doc.page.margins.bottom) doc.addPage()
  }
  const rule = (width = 0.5, colour = colours.line) => {
    doc
      .moveTo(margin, doc.y)
      .lineTo(doc.page.width - margin, doc.y)
      .lineWidth(width)
      .strokeColor(colour)
      .stroke()
  }
  return { doc, write, need, rule, hasLost: () => lost }
}

type Sheet = ReturnType<typeof openSheet>

/** The paper as a PDF with its fonts inside. */
export async function casePdf(paper: Paper, locale: Locale): Promise<Buffer> {
  const t = translate(paperTexts, locale)
  const sheet = openSheet(paper, locale)
  const { doc, write, rule, need } = sheet
  const parts: Buffer[] = []
  doc.on('data', (part: Buffer) => parts.push(part))
  const ended = new Promise<void>((done, failed) => {
    doc.on('end', done)
    doc.on('error', failed)
  })
  write(t('title', { number: paper.number }), { size: 10, colour: colours.text2 })
  write(paper.subject, { size: 15, weight: 600 })
  doc.moveDown(0.6)
  for (const fact of paper.facts) factLine(sheet, fact)
  doc.moveDown(0.8)
  need(60)
  rule(1, colours.text)
  doc.y += 8
  write(paper.heading, { size: 12, weight: 600 })
  doc.moveDown(0.4)
  if (paper.omitted > 0) write(t('omitted', { count: paper.omitted }), { colour: colours.warn })
  if (paper.items.length === 0) write(t('none'), { colour: colours.text2 })
  for (const item of paper.items) messageBlock(sheet, item)
  if (sheet.hasLost()) {
    need(24)
    write(t('lost'), { size: 8, colour: colours.text2 })
  }
  headAndFoot(sheet, paper, locale)
  doc.end()
  await ended
  return Buffer.concat(parts)
}

function factLine({ doc, write, need }: Sheet, { label, value }: Paper['facts'][number]): void {
  need(16)
  const y = doc.y
  const page = doc.bufferedPageRange().count
  write(label, { size: 9, colour: colours.text2, width: labelWidth - 8, y })
  const below = doc.y
  write(value, { x: margin + labelWidth, y })
  // A long value may have gone over to the next page; else the longer of the two columns counts.
  if (doc.bufferedPageRange().count === page) doc.y = Math.max(doc.y, below)
  doc.y += 2
}

function messageBlock({ doc, write, need, rule }: Sheet, item: PaperItem): void {
  need(44)
  rule()
  doc.y += 5
  const who = { citizen: colours.text, own: colours.link, note: colours.warn }[item.kind]
  write(item.who, { weight: 600, colour: who })
  write([item.at, item.meta].filter(Boolean).join(' · '), { size: 8, colour: colours.text2 })
  doc.y += 2
  write(item.text)
  if (item.attachments) write(item.attachments, { size: 8.5, colour: colours.text2 })
  doc.y += 7
}

/** On every page: whose paper it is and which; when and by whom it was made, and the page's number. */
function headAndFoot({ doc, write }: Sheet, paper: Paper, locale: Locale): void {
  const t = translate(paperTexts, locale)
  const { start, count: pages } = doc.bufferedPageRange()
  for (let page = start; page < start + pages; page++) {
    doc.switchToPage(page)
    // Beyond the margins a text would begin a page of its own.
    doc.page.margins = { top: 0, bottom: 0, left: margin, right: margin }
    write(paper.tenant, { size: 11, weight: 600, y: 40 })
    doc
      .moveTo(margin, 62)
      .lineTo(doc.page.width - margin, 62)
      .lineWidth(2)
      .strokeColor(colours.text)
      .stroke()
    const foot = doc.page.height - 44
    write([paper.printed, paper.notes ? t('internal') : null].filter(Boolean).join('. '), {
      size: 8,
      colour: colours.text2,
      y: foot,
      width: doc.page.width - 2 * margin - 110,
    })
    write(t('page', { page: page - start + 1, pages }), {
      size: 8,
      colour: colours.text2,
      x: doc.page.width - margin - 100,
      y: foot,
      width: 100,
    })
  }
}
