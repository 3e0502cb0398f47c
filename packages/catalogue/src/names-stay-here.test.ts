import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { serviceTypes } from './index.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const skippedFolders = new Set(['node_modules', 'build', 'dist', '.turbo', '.vite'])
const isCode = /\.(ts|tsx|js|mjs|jsx|css|sql)$/
const isTest = /\.(test|spec)\.\w+$|(^|-)testing\.ts$/

/** Product code: packages/*\/src and apps/*, without this package, without tests and what only tests use (`testing.ts`). */
function productFiles(): string[] {
  const packages = folders('packages').filter((folder) => !folder.endsWith('/catalogue'))
  return [...packages.map((folder) => join(folder, 'src')), ...folders('apps')].flatMap(filesIn)
}

function folders(parent: string): string[] {
  const entries = readdirSync(join(root, parent), { withFileTypes: true })
  return entries.filter((entry) => entry.isDirectory()).map((entry) => join(root, parent, entry.name))
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return skippedFolders.has(entry.name) ? [] : filesIn(path)
    return isCode.test(entry.name) && !isTest.test(entry.name) ? [path] : []
  })
}

/** It finds the name as written; a name put together from parts, or a comparison of `code`, it cannot see. */
test("no other product code knows a service type's name: it asks for what the definition says", () => {
  const files = productFiles()
  expect(files.length).toBeGreaterThan(5)
  const found = files.flatMap((file) => {
    const text = readFileSync(file, 'utf8')
    return serviceTypes.filter(({ type }) => text.includes(type)).map(({ type }) => `${relative(root, file)}: ${type}`)
  })
  expect(found).toEqual([])
})
