import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { contrast } from './contrast.ts'
import { SHAPE_ON, TEXT_ON, TOKEN_NAMES } from './tokens.ts'

type Tokens = Record<string, string>

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')

const blocks: Tokens[] = [...css.matchAll(/\{([^{}]*--bg[^{}]*)\}/g)].map((block) =>
  Object.fromEntries([...block[1]!.matchAll(/--([\w-]+):\s*(#[0-9A-Fa-f]{6})/g)].map((token) => [token[1], token[2]])),
)
const [light, dark, systemDark] = blocks as [Tokens, Tokens, Tokens]

function failures(tokens: Tokens, pairs: Record<string, readonly string[]>, least: number): string[] {
  return Object.entries(pairs).flatMap(([name, grounds]) =>
    grounds
      .filter((ground) => contrast(tokens[name]!, tokens[ground]!) < least)
      .map((ground) => `${name} on ${ground} ${contrast(tokens[name]!, tokens[ground]!).toFixed(2)}`),
  )
}

test('both themes are complete and name the same tokens', () => {
  expect(Object.keys(light)).toEqual([...TOKEN_NAMES])
  expect(Object.keys(dark)).toEqual([...TOKEN_NAMES])
})

test('dark by choice and dark by system are one theme', () => {
  expect(systemDark).toEqual(dark)
})

test.each([
  ['light', light],
  ['dark', dark],
])('%s: text has 4.5:1 and shapes have 3:1 on every ground they may stand on', (_name, tokens) => {
  expect(failures(tokens, TEXT_ON, 4.5)).toEqual([])
  expect(failures(tokens, SHAPE_ON, 3)).toEqual([])
})

test.each([
  ['text', 'surface', 17.0, 14.4],
  ['text-2', 'surface', 8.7, 8.7],
  ['text-3', 'surface', 6.0, 5.9],
  ['on-accent', 'accent', 9.3, 5.4],
  ['on-life', 'life-solid', 6.1, 5.0],
])('%s on %s has the ratio that the design language states', (name, ground, inLight, inDark) => {
  expect(contrast(light[name]!, light[ground]!)).toBeCloseTo(inLight, 0)
  expect(contrast(dark[name]!, dark[ground]!)).toBeCloseTo(inDark, 0)
})

test('the check notices a pale text and a faint border', () => {
  expect(failures({ ...light, 'text-3': '#9A9DA6' }, TEXT_ON, 4.5)).toContain('text-3 on surface 2.71')
  expect(failures({ ...light, ctl: light['line-2']! }, SHAPE_ON, 3)).toHaveLength(6)
})
