import { expect, test } from 'vitest'
import { keyedLines, keyFor, readLines, writeLines } from './field-lines.ts'

test('a line is two languages, or one for both, and comes back as it was', () => {
  const text = 'Pengaduan | Complaint\n\nAspirasi\n | Other'
  expect(readLines(text)).toEqual([
    { id: 'Pengaduan', en: 'Complaint' },
    { id: 'Aspirasi', en: 'Aspirasi' },
    { id: 'Other', en: 'Other' },
  ])
  expect(writeLines(readLines(text))).toBe('Pengaduan | Complaint\nAspirasi\nOther')
})

test('a key is made of words and is free', () => {
  expect(keyFor('Jumlah korban (jiwa)', [])).toBe('jumlah_korban_jiwa')
  expect(keyFor('Fasilitas', ['fasilitas', 'fasilitas_2'])).toBe('fasilitas_3')
  expect(keyFor('112', [])).toBe('isian')
})

test('a line that was there keeps its key, so that answers stay readable', () => {
  const before = [{ id: 'Pengaduan', en: 'Complaint', value: 'complaint' }]
  expect(keyedLines(readLines('Pengaduan | Grievance\nPengaduan baru'), before, 'value')).toEqual([
    { id: 'Pengaduan', en: 'Grievance', value: 'complaint' },
    { id: 'Pengaduan baru', en: 'Pengaduan baru', value: 'pengaduan_baru' },
  ])
})
