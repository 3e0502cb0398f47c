// `npm test`: everything that CI runs, ending in one line `N passed, M failed`.
// `npm test -- <filter> …`: only the tests that vitest finds by these arguments, without the checks.
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildApps } from './pnpm.ts'
import { readJson } from './private-file.ts'
import { runScript, runTypeScript } from './run-script.ts'

type Counts = { passed: number; failed: number }

type VitestReport = {
  numPassedTests: number
  numFailedTests: number
  numFailedTestSuites: number
  numPendingTests: number
}

const filters = process.argv.slice(2)
const work = mkdtempSync(join(tmpdir(), 'siaga-npm-test-'))
const total: Counts = { passed: 0, failed: 0 }

try {
  if (filters.length === 0) {
    await stage('Checks', checks)
    await stage('Browser', browser)
    await stage('Build', build)
  }
  await stage('Tests', tests)
} finally {
  rmSync(work, { recursive: true, force: true })
}
console.log(`\n${total.passed} passed, ${total.failed} failed`)
process.exit(total.failed > 0 ? 1 : 0)

async function stage(title: string, run: () => Promise<Counts>): Promise<void> {
  console.log(`\n── ${title} ${'─'.repeat(70 - title.length)}`)
  const began = performance.now()
  const { passed, failed } = await run()
  total.passed += passed
  total.failed += failed
  console.log(`   ${title}: ${passed} passed, ${failed} failed, ${((performance.now() - began) / 1000).toFixed(1)} s`)
}

async function checks(): Promise<Counts> {
  const summary = join(work, 'checks.json')
  await runTypeScript('tooling/checks/src/verify.ts', ['--summary', summary])
  return readJson<Counts>(summary) ?? { passed: 0, failed: 1 }
}

async function browser(): Promise<Counts> {
  const path = process.env.CHROMIUM || '/usr/bin/chromium'
  if (existsSync(path)) return { passed: 1, failed: 0 }
  console.log(
    `✗ Chromium is missing (${path}); the browser tests need it. Debian, Ubuntu: apt-get install -y chromium ` +
      'fonts-liberation. Elsewhere install Chromium or Chrome and set CHROMIUM to its path.',
  )
  return { passed: 0, failed: 1 }
}

async function build(): Promise<Counts> {
  const { status, output } = await buildApps()
  if (status === 0) return { passed: 1, failed: 0 }
  console.log(output.trimEnd())
  return { passed: 0, failed: 1 }
}

async function tests(): Promise<Counts> {
  const report = join(work, 'vitest.json')
  const status = await runScript({
    command: process.execPath,
    args: [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--config=tooling/testkit/vitest.config.ts',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...filters,
    ],
  })
  const result = readJson<VitestReport>(report)
  if (!result) return { passed: 0, failed: 1 }
  const { numPassedTests: passed, numFailedTests, numPendingTests } = result
  if (numPendingTests > 0) console.log(`   ${numPendingTests} tests were skipped.`)
  // A suite that broke before its first test, or an error outside of any, is a failure although no test is.
  return { passed, failed: numFailedTests > 0 || status === 0 ? numFailedTests : 1 }
}
