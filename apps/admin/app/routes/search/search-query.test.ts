import { describe, expect, it } from 'vitest'
import { finishFilter, hasWord, searchAddress, searchQuery, toggleWord } from './search-query.ts'

describe('the question in an address', () => {
  it('reads what is in order and leaves out the rest', () => {
    expect(searchQuery(new URLSearchParams('q=api+di+atap&kind=message&limit=20'))).toEqual({
      q: 'api di atap',
      kind: 'message',
      cursor: null,
      limit: 20,
    })
    expect(searchQuery(new URLSearchParams('kind=all&limit=9999'))).toEqual({
      q: '',
      kind: null,
      cursor: null,
      limit: null,
    })
  })

  it('comes back as it went', () => {
    const url = new URL(searchAddress('semarang', 'status:open "api & asap"', 'case'), 'http://siaga.test')
    expect(searchQuery(url.searchParams)).toMatchObject({ q: 'status:open "api & asap"', kind: 'case' })
  })
})

describe('filter words', () => {
  it('are put in and taken out again, whatever stands beside them', () => {
    expect(toggleWord('banjir', 'status:terbuka')).toBe('status:terbuka banjir')
    expect(toggleWord('status:terbuka banjir', 'status:terbuka')).toBe('banjir')
    expect(toggleWord('banjir STATUS:terbuka rob', 'status:terbuka')).toBe('banjir rob')
    expect(toggleWord('banjir', 'layanan:"Halo (1500)"')).toBe('layanan:"Halo (1500)" banjir')
    expect(toggleWord('layanan:"Halo (1500)" banjir', 'layanan:"Halo (1500)"')).toBe('banjir')
    expect(hasWord('status:terbukanya', 'status:terbuka')).toBe(false)
  })

  it('are finished with a chosen value', () => {
    expect(finishFilter('banjir status:', 'menunggu warga')).toBe('banjir status:"menunggu warga" ')
    expect(finishFilter('status: banjir', 'baru')).toBe('status:baru banjir ')
  })
})
