import { describe, expect, it } from 'vitest'
import { type Draft, joined, meet, type Theirs } from './draft-rules.ts'

const mine = (over: Partial<Draft> = {}): Draft => ({
  text: 'milik saya',
  files: [],
  submissionId: 's',
  version: 2,
  dirty: true,
  ...over,
})
const theirs = (over: Partial<Theirs> = {}): Theirs => ({
  text: 'dari ponsel',
  files: [],
  version: 3,
  updatedAt: '',
  ...over,
})

describe('a draft of this browser and the server’s', () => {
  it('stays as it is when the server knows nothing newer', () => {
    expect(meet(mine(), null).kind).toBe('mine')
    expect(meet(mine(), theirs({ version: 2 })).kind).toBe('mine')
  })
  it('gives way when everything here was saved, or nothing is here', () => {
    expect(meet(mine({ dirty: false }), theirs())).toMatchObject({
      draft: { text: 'dari ponsel', version: 3, dirty: false },
    })
    expect(meet(mine({ text: '' }), theirs()).kind).toBe('theirs')
  })
  it('is no conflict when both say the same', () => {
    expect(meet(mine({ text: 'sama' }), theirs({ text: 'sama' })).kind).toBe('theirs')
  })
  it('is a conflict when both were written, also when the other was sent', () => {
    expect(meet(mine(), theirs())).toMatchObject({ kind: 'conflict', theirs: { text: 'dari ponsel' } })
    expect(meet(mine(), theirs({ text: '' })).kind).toBe('conflict')
  })
  it('can become both, each file once', () => {
    const file = (fileId: string) => ({ fileId, name: fileId, sizeBytes: 1, mediaType: 'text/plain' })
    expect(joined(mine({ files: [file('a'), file('b')] }), theirs({ files: [file('a')] }))).toEqual({
      text: 'dari ponsel\n\nmilik saya',
      files: [file('a'), file('b')],
    })
  })
})
