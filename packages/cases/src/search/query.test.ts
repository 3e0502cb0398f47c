import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Desk, resolveFilters, valuesOf } from './query-filters.ts'
import { filterNames, parseQuery } from './query-parser.ts'
import { editDistance, mistyped, scoreOf, wordsQuery } from './search-query.ts'
import { excerptOf, numberMarks, phonesIn, typedNumber, wordsOf } from './search-text.ts'

const desk: Desk = {
  service: [
    { labels: ['112', '112', 'Layanan Darurat 112'], marks: ['s:1'] },
    { labels: ['HK', 'hk', 'Halo Kemenkes'], marks: ['s:2'] },
  ],
  category: [{ labels: ['Kebakaran', 'Fire', 'fire'], marks: ['cat:fire'] }],
  assignee: [
    { labels: ['saya', 'me'], marks: ['as:me'] },
    { labels: ['Dewi Anggraini'], marks: ['as:1'] },
    { labels: ['Dewi Lestari'], marks: ['as:2'] },
  ],
  tag: [{ labels: ['banjir rob'], marks: ['tag:1'] }],
  channel: [{ labels: ['WhatsApp', 'whatsapp'], marks: ['ch:whatsapp'] }],
  timeZone: 'Asia/Jakarta',
  now: new Date('2026-11-20T02:00:00Z'),
}
const filtersIn = (text: string) => resolveFilters(parseQuery(text).filters, desk)
const marksIn = (text: string) => filtersIn(text).groups.map((g) => g.marks)

describe('a question', () => {
  it('is words, of which the last is still being typed', () => {
    expect(parseQuery('Api di atap').terms).toEqual([
      { kind: 'word', word: 'api', open: false },
      { kind: 'word', word: 'di', open: false },
      { kind: 'word', word: 'atap', open: true },
    ])
    expect(parseQuery('api ').terms).toEqual([{ kind: 'word', word: 'api', open: false }])
  })

  it('keeps a quoted phrase together, also one that is not closed yet', () => {
    expect(parseQuery('"api di atap" rumah').terms[0]).toEqual({ kind: 'phrase', words: ['api', 'di', 'atap'] })
    expect(parseQuery('"api di').terms).toEqual([{ kind: 'phrase', words: ['api', 'di'] }])
  })

  it('names filters in both languages, with values in quotes or without', () => {
    for (const [name, spellings] of Object.entries(filterNames))
      for (const spelling of spellings) {
        expect(parseQuery(`${spelling}:"dua kata" api`).filters).toMatchObject([{ name, value: 'dua kata' }])
        expect(parseQuery(`${spelling.toUpperCase()}:satu`).filters).toMatchObject([{ name, value: 'satu' }])
      }
  })

  it('takes a whole number behind from:, however it is spaced', () => {
    const { filters, terms } = parseQuery('from:+62 812 3456 789 kebakaran')
    expect(filters).toMatchObject([{ name: 'from', value: '+62 812 3456 789' }])
    expect(terms).toEqual([{ kind: 'word', word: 'kebakaran', open: true }])
  })

  it('leaves what is no filter to be words', () => {
    expect(parseQuery('pukul 08:30 http://contoh.id foo:bar').filters).toEqual([])
  })

  it('never throws, whatever is typed, and always becomes a query that holds together', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.stringMatching(/^[a-z0-9:"'\\()|&! +-]{0,60}$/)),
        (text) => {
          const typed = parseQuery(text)
          const filters = resolveFilters(typed.filters, desk)
          const query = wordsQuery(typed.terms, (word) => word)
          // Outside its quotes there is nothing but operators: no typed sign reaches the query language.
          expect(query.replaceAll(/'(?:[^'\\]|''|\\\\)*'(:\*)?/g, '')).toMatch(/^[\s()|&<>-]*$/)
          for (const problem of filters.problems) expect(problem.text.id).toContain(problem.value)
        },
      ),
    )
  })
})

describe('filters', () => {
  it('mean what their words say, in both languages and by beginnings', () => {
    expect(marksIn('status:open')).toEqual([['st:new', 'st:open', 'st:waiting_citizen', 'st:waiting_internal']])
    expect(marksIn('status:baru')).toEqual(marksIn('state:new'))
    expect(marksIn('status:menunggu_warga')).toEqual([['st:waiting_citizen']])
    expect(marksIn('layanan:hk')).toEqual([['s:2']])
    expect(marksIn('kategori:kebak')).toEqual([['cat:fire']])
    expect(marksIn('prioritas:p1')).toEqual(marksIn('priority:"jiwa terancam"'))
    expect(marksIn('petugas:dewi')).toEqual([['as:1', 'as:2']])
    expect(marksIn('petugas:saya')).toEqual([['as:me']])
    expect(marksIn('tag:"banjir rob" kanal:what')).toEqual([['tag:1'], ['ch:whatsapp']])
  })

  it('read dates as people write them, in the zone of the tenant', () => {
    expect(filtersIn('sejak:2026-11-01').since).toEqual(new Date('2026-10-31T17:00:00Z'))
    expect(filtersIn('sejak:1/11').since).toEqual(new Date('2026-10-31T17:00:00Z'))
    expect(filtersIn('sejak:kemarin').since).toEqual(new Date('2026-11-18T17:00:00Z'))
    expect(filtersIn('since:7d').since).toEqual(filtersIn('sejak:7h').since)
    expect(filtersIn('sampai:2026-11-01').until).toEqual(new Date('2026-11-01T17:00:00Z'))
  })

  it.each(['status:ngawur', 'petugas:tidakada', 'sejak:31/2', 'sampai:lusa', 'prioritas:p9'])(
    'say what is wrong with %s in both languages',
    (text) => {
      const [problem] = filtersIn(text).problems
      const value = text.split(':')[1] as string
      expect(problem?.text.id).toContain(value)
      expect(problem?.text.en).toContain(value)
    },
  )

  it('without a value wait for one, and say what it may be', () => {
    expect(filtersIn('status:')).toMatchObject({ groups: [], problems: [] })
    expect(valuesOf('status', desk)).toContain('terbuka')
  })
})

describe('numbers', () => {
  it.each(['0812-3456-789', '+62 812 3456 789', '628123456789', '+62 (0)812.3456.789', '8123456789'])(
    '%s is one phone number',
    (typed) => expect(typedNumber(typed)).toContainEqual({ mark: 'tel:628123456789', prefix: true }),
  )

  it('a case number is known whole, without dashes, from the year on and by its sequence', () => {
    const marks = new Set(numberMarks('112-3374-2026-000123'))
    for (const typed of [
      '112-3374-2026-000123',
      '11233742026000123',
      '2026-000123',
      '2026-123',
      '3374-2026-000123',
      '123',
      '000123',
    ])
      expect(
        typedNumber(typed).some(({ mark, prefix }) =>
          [...marks].some((m) => (prefix ? m.startsWith(mark) : m === mark)),
        ),
        typed,
      ).toBe(true)
    expect(typedNumber('124').some(({ mark }) => marks.has(mark))).toBe(false)
  })

  it('stand in a text in any notation', () => {
    expect(phonesIn('Hubungi 0812-3456-789 atau (024) 7644 2888, nomor 34.')).toEqual(['628123456789', '622476442888'])
    expect(phonesIn('tanggal 2026-11-20 pukul 08.30, Rp1.500.000')).toEqual([])
  })
})

describe('words', () => {
  it('are the same in a text and in a question', () => {
    expect(wordsOf('Kebakaran/BANJIR di Jl.Pemuda, e-mail: Kafé')).toEqual([
      'kebakaran',
      'banjir',
      'di',
      'jl',
      'pemuda',
      'e',
      'mail',
      'kafe',
    ])
  })

  it('are mistyped by a slip or two, not by another word', () => {
    expect(mistyped('kebakran', 'kebakaran')).toBe(true)
    expect(mistyped('ambulasn', 'ambulans')).toBe(true)
    expect(mistyped('jalan', 'jamban')).toBe(false)
    expect(editDistance('abc', 'acb')).toBe(1)
  })

  it('weigh more when they are newer', () => {
    const now = new Date()
    expect(scoreOf(0.1, now, now)).toBeGreaterThan(scoreOf(0.1, new Date(now.getTime() - 1e10), now))
  })
})

describe('an excerpt', () => {
  it('marks its hits and is cut around the first of them', () => {
    const text = `${'kata lain '.repeat(40)}ada kebakaran di pasar ${'dan seterusnya '.repeat(40)}`
    const parts = excerptOf(text, (word) => word === 'kebakaran')
    expect(parts.filter((p) => p.hit)).toEqual([{ text: 'kebakaran', hit: true }])
    expect(parts.map((p) => p.text).join('').length).toBeLessThan(260)
  })

  it('gives the text back unchanged, piece by piece: escaping is left to who shows it', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 150 }), fc.string({ minLength: 1, maxLength: 3 }), (text, word) => {
        const parts = excerptOf(text, (w) => w.includes(word.toLowerCase()))
        expect(parts.map((p) => p.text).join('')).toBe(text.replace(/\s+/g, ' ').trim())
      }),
    )
  })
})
