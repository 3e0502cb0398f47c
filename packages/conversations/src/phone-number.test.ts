import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatPhone, phoneNumber, phonePrefix, toE164 } from './phone-number.ts'

describe('a phone number', () => {
  it.each([
    '081234567890',
    '0812-3456-7890',
    '0812 3456 7890',
    '0812.3456.7890',
    '(0812) 3456-7890',
    '62 812 3456 7890',
    '6281234567890',
    '+62 812-3456-7890',
    '+62 (0)812 3456 7890',
    '62081234567890',
    '0062 812 3456 7890',
    '81234567890',
    'tel:+6281234567890',
    ' 0812\u00a03456\u20117890 ',
  ])('has one spelling: %s', (raw) => {
    expect(phoneNumber(raw)).toEqual({ kind: 'e164', number: '+6281234567890' })
  })
  it.each([
    ['024 76442888', '+622476442888'],
    ['(021) 555-1234', '+62215551234'],
    ['08112622000', '+628112622000'],
    ['0911-12345', '+6291112345'],
    ['+65 6123 4567', '+6561234567'],
    ['00 1 202 555 0143', '+12025550143'],
    ['0800-1-234567', '+628001234567'],
  ])('%s is %s', (raw, number) => {
    expect(toE164(raw)).toBe(number)
  })
  it.each(['112', '110', '119', '1708', '14045', '1500567', '1500-567'])('%s is a service number', (raw) => {
    expect(phoneNumber(raw)).toEqual({ kind: 'service', number: raw.replace('-', '') })
    expect(toE164(raw)).toBeNull()
  })
  it.each([
    '',
    'bukan nomor',
    '12',
    '0',
    '+',
    '0812',
    '3514444',
    '0812345678901234567',
    '+0812345',
    '08l2-3456-789',
    '1',
  ])('%j is none', (raw) => {
    expect(phoneNumber(raw)).toBeNull()
  })
  it('keeps its spelling when it is read again, also from its readable form', () => {
    const digits = fc.tuple(
      fc.constantFrom('8', '21', '24', '411', '274'),
      fc.integer({ min: 1_000_000, max: 999_999_999 }),
    )
    fc.assert(
      fc.property(digits, ([area, rest]) => {
        const number = toE164(`0${area}${rest}`)
        if (!number) return
        expect(toE164(number)).toBe(number)
        expect(toE164(formatPhone(number))).toBe(number)
        expect(toE164(number.slice(1))).toBe(number)
      }),
    )
  })
  it('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (raw) => {
        const found = phoneNumber(raw)
        if (found?.kind === 'e164') expect(found.number).toMatch(/^\+[1-9]\d{7,14}$/)
        phonePrefix(raw)
      }),
    )
  })
})

describe('the beginning of a number', () => {
  it.each([
    ['0812', '+62812'],
    ['62812', '+62812'],
    ['+62 812-34', '+6281234'],
    ['812', '+62812'],
    ['+62 (0)81', '+6281'],
    ['024', '+6224'],
    ['0065 61', '+6561'],
  ])('%s is the beginning %s', (raw, prefix) => {
    expect(phonePrefix(raw)).toBe(prefix)
  })
  it('is none for words and for what is too short', () => {
    for (const raw of ['Ratna', '08', '', 'r@']) expect(phonePrefix(raw)).toBeNull()
  })
})

it('is shown as it is read aloud', () => {
  expect(formatPhone('+6281234567890')).toBe('0812-3456-7890')
  expect(formatPhone('+62812445566')).toBe('0812-445566')
  expect(formatPhone('+628124455667')).toBe('0812-4455-667')
  expect(formatPhone('+622476442888')).toBe('(024) 7644-2888')
  expect(formatPhone('+624311234567')).toBe('(0431) 1234-567')
  expect(formatPhone('+6561234567')).toBe('+65 6123 4567')
})
