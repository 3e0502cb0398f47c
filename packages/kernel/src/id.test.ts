import { describe, expect, it } from 'vitest'
import { idFloor, idTime, isUuid, newId } from './id.ts'

describe('ids', () => {
  it('carry the time of the caller’s clock, also of the past', () => {
    const past = new Date('2026-10-01T03:04:05.678Z')
    expect(idTime(newId(past))).toEqual(past)
    expect(newId(past) >= idFloor(past)).toBe(true)
    expect(newId(past)).not.toBe(newId(past))
    expect(isUuid(newId(past))).toBe(true)
  })
  it('rise within a process', () => {
    const ids = Array.from({ length: 500 }, () => newId())
    expect([...ids].sort()).toEqual(ids)
  })
})
