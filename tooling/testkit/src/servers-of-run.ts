import './global-setup.ts'
import { inject } from 'vitest'
import type { TestServers } from './test-servers.ts'

let found: Promise<TestServers> | undefined

/** The servers of this test run, started when nobody asked before. */
export function serversOfRun(): Promise<TestServers> {
  found ??= ask(inject('siagaTestServers'))
  return found
}

async function ask(url: string | undefined): Promise<TestServers> {
  if (!url)
    throw new Error('The global setup of @siaga/testkit is missing: run vitest with tooling/testkit/vitest.config.ts.')
  const response = await fetch(url)
  const body = await response.text()
  if (!response.ok) throw new Error(`The test servers did not start:\n${body}`)
  return JSON.parse(body) as TestServers
}
