import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from './env.ts'

describe('readConfig', () => {
  it('has the documented ports when nothing is set', () => {
    expect(readConfig({}).ports).toEqual({
      admin: 3000,
      api: 3001,
      portal: 3002,
      standin: 3003,
      worker: 3004,
      smtp: 2525,
    })
  })

  it('takes an empty value as not set', () => {
    expect(readConfig({ ADMIN_PORT: '', SIAGA_DEMO: ' ' })).toMatchObject({ demo: 'full', ports: { admin: 3000 } })
  })

  it.each([
    ['ADMIN_PORT', '70000'],
    ['SMTP_PORT', '25x'],
    ['WORKER_PORT', '0'],
    ['SIAGA_DEMO', 'lots'],
    ['DATABASE_URL', 'mysql://localhost/x'],
    ['REDIS_URL', 'localhost:6379'],
    ['LOG_LEVEL', 'loud'],
    ['CLAMD_URL', 'http://127.0.0.1:3310'],
    ['CLAMD_URL', 'unix:'],
  ])('names %s when it is %s', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`^${name} `))
  })

  it.each(['tcp://127.0.0.1:3310', 'unix:/run/clamav/clamd.ctl'])('takes %s as the place of the scanner', (value) => {
    expect(readConfig({ CLAMD_URL: value }).clamdUrl).toBe(value)
  })

  it('names every bad variable at once', () => {
    expect(() => readConfig({ ADMIN_PORT: 'a', API_PORT: 'b' })).toThrow(/ADMIN_PORT.*API_PORT/s)
  })

  it('refuses the same port twice', () => {
    expect(() => readConfig({ PORTAL_PORT: '3000' })).toThrow(ConfigError)
    expect(() => readConfig({ PORTAL_PORT: '3000' })).toThrow(/ADMIN_PORT and PORTAL_PORT are both 3000/)
  })

  it('does not repeat a URL, which may hold a password', () => {
    expect(() => readConfig({ DATABASE_URL: 'mysql://me:hunter2@db/x' })).toThrow(/^(?!.*hunter2)/s)
  })
})
