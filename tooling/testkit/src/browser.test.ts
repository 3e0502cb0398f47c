import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, type Standin, startStandin } from '@siaga/dev'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axe, closeBrowser, newPage, pageProblems } from './browser.ts'
import { sendRaw } from './mail.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'siaga-browser-'))
let standin: Standin

beforeAll(async () => {
  standin = await startStandin({ dataDir, port: await freePort(), smtpPort: 1, secret: 'ab'.repeat(32) })
  const raw = 'From: Siaga <layanan@siaga.test>\r\nTo: c@d.test\r\nSubject: Tiket diterima\r\n\r\nTerima kasih.'
  await sendRaw({ port: Number(new URL(standin.smtpUrl).port), from: 'layanan@siaga.test', to: ['c@d.test'], raw })
})

afterAll(async () => {
  await closeBrowser()
  await standin.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

describe('axe', () => {
  it('throws a list that names the rule and the element', async () => {
    const page = await newPage()
    await page.setContent('<html lang="id"><title>x</title><main><h1>x</h1><img src="a.png" id="bare"></main></html>')
    await expect(axe(page)).rejects.toThrow(/image-alt.*#bare/s)
  })

  it.each(['light', 'dark'] as const)('finds nothing on the pages of the stand-in (%s)', async (theme) => {
    const page = await newPage({ theme })
    for (const path of ['/', '/mail', '/mail/write']) {
      await page.goto(standin.url + path)
      await axe(page)
    }
    await page.goto(`${standin.url}/mail`)
    await page.getByRole('link', { name: 'Tiket diterima' }).click()
    await page.getByText('Terima kasih.').waitFor()
    await axe(page)
    expect(pageProblems(page)).toEqual([])
  })
})
