import { describe, expect, it } from 'vitest'
import { firstQuote, nextQuote, quoteOf } from './quote.ts'

const message = (id: string, own: boolean, text = id) => ({ id, own, text, attachments: [] }) as never
const thread = [message('a', false), message('b', true), message('c', false), message('d', true)]

describe('what an answer quotes', () => {
  it('is at first the citizen’s newest message, else the newest', () => {
    expect(firstQuote(thread)?.id).toBe('c')
    expect(firstQuote([message('b', true)])?.id).toBe('b')
    expect(firstQuote([])).toBeNull()
  })
  it('moves up message by message and stays at the oldest; down it ends with no quote', () => {
    let now = nextQuote(thread, null, -1)
    const seen = [now?.id]
    for (let i = 0; i < 4; i++) {
      now = nextQuote(thread, now, -1)
      seen.push(now?.id)
    }
    expect(seen).toEqual(['d', 'c', 'b', 'a', 'a'])
    for (let i = 0; i < 4; i++) now = nextQuote(thread, now, 1)
    expect(now).toBeNull()
  })
  it('without a text is named by its files', () => {
    expect(quoteOf({ id: 'x', own: false, text: '', attachments: [{ name: 'foto.jpg' }] } as never).text).toBe(
      'foto.jpg',
    )
  })
})
