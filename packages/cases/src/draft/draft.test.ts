import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addNote, draftMarks, moveCase, readCase, readDrafts, reply, saveDraft } from '../index.ts'
import { type Desk, openDesk } from '../testing.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.close())

const save = (caseId: string, text: string, version: number, kind: 'reply' | 'note' = 'reply') =>
  saveDraft(desk.agent, { caseId, kind, text, version })

describe('a draft', () => {
  it('is there on the next device, for its writer alone, reply and note apart', async () => {
    const caseId = await desk.mailIn()
    expect(await save(caseId, 'Selamat pagi', 0)).toEqual({ saved: true, version: 1 })
    await save(caseId, 'Perlu dicek', 0, 'note')
    expect((await readDrafts(desk.agent, caseId)).map((d) => [d.kind, d.text]).sort()).toEqual([
      ['note', 'Perlu dicek'],
      ['reply', 'Selamat pagi'],
    ])
    expect(await readDrafts(await desk.ctxOf('supervisor'), caseId)).toEqual([])
  })

  it('is marked in the list for its writer and by name for colleagues, until it is sent; not for other services', async () => {
    const supervisor = await desk.ctxOf('supervisor')
    const [caseId, quiet] = [await desk.mailIn(), await desk.mailIn()]
    const rows = await Promise.all([caseId, quiet].map(async (id) => (await readCase(desk.agent, id)).case))
    await save(caseId, 'Sedang ditulis', 0)
    expect([...(await draftMarks(desk.agent, rows))]).toEqual([[caseId, { own: true }]])
    expect([...(await draftMarks(supervisor, rows))]).toEqual([[caseId, { own: false, name: 'Agus Santoso' }]])
    await saveDraft(supervisor, { caseId, kind: 'note', text: 'Periksa dulu', version: 0 })
    expect((await draftMarks(supervisor, rows)).get(caseId)).toEqual({ own: true })
    expect((await draftMarks({ ...supervisor, services: [] }, rows)).size).toBe(0)
    await reply(desk.agent, { caseId, text: 'Sedang ditulis', draftVersion: 1 })
    expect((await draftMarks(desk.agent, rows)).get(caseId)).toMatchObject({ own: false })
  })

  it('edited on two devices overwrites neither: the second gets both texts', async () => {
    const caseId = await desk.mailIn()
    await save(caseId, 'Awal', 0)
    expect(await save(caseId, 'Awal dari ponsel', 1)).toEqual({ saved: true, version: 2 })
    expect(await save(caseId, 'Awal dari meja', 1)).toMatchObject({
      saved: false,
      theirs: { text: 'Awal dari ponsel', version: 2 },
    })
    expect(await save(caseId, 'Awal dari meja', 2)).toEqual({ saved: true, version: 3 })
  })

  it('begun on two devices at once loses neither text', async () => {
    const caseId = await desk.mailIn()
    const answers = await Promise.all([save(caseId, 'Satu', 0), save(caseId, 'Dua', 0)])
    expect(answers.filter((a) => a.saved)).toHaveLength(1)
    const [kept] = await readDrafts(desk.agent, caseId)
    const refused = answers.find((a) => !a.saved)
    expect(refused).toMatchObject({ theirs: { text: kept?.text } })
  })

  it('is emptied by sending it, in one step; a device that still has it notices', async () => {
    const caseId = await desk.mailIn()
    await save(caseId, 'Sudah jadi', 0)
    await reply(desk.agent, { caseId, text: 'Sudah jadi', draftVersion: 1 })
    expect(await readDrafts(desk.agent, caseId)).toMatchObject([{ text: '' }])
    expect(await save(caseId, 'Sudah jadi, lanjutan', 1)).toMatchObject({ saved: false, theirs: { text: '' } })
    await save(caseId, 'Catatan', 0, 'note')
    await addNote(desk.agent, { caseId, text: 'Catatan', draftVersion: 1 })
    expect((await readDrafts(desk.agent, caseId)).every((d) => d.text === '')).toBe(true)
  })

  it('that another device has gone on writing is not emptied by sending the older text', async () => {
    const caseId = await desk.mailIn()
    await save(caseId, 'Lama', 0)
    await save(caseId, 'Lama dan baru', 1)
    await reply(desk.agent, { caseId, text: 'Lama', draftVersion: 1 })
    expect(await readDrafts(desk.agent, caseId)).toMatchObject([{ text: 'Lama dan baru' }])
  })

  it('stays when sending is refused', async () => {
    const caseId = await desk.mailIn()
    await save(caseId, 'Halo {nama}', 0)
    await expect(reply(desk.agent, { caseId, text: 'Halo {nama}', draftVersion: 1 })).rejects.toThrow()
    expect(await readDrafts(desk.agent, caseId)).toMatchObject([{ text: 'Halo {nama}', version: 1 }])
  })

  it('is refused to who is nobody, may not answer, or is of another service', async () => {
    const caseId = await desk.mailIn()
    const input = { caseId, kind: 'reply' as const, text: 'x', version: 0 }
    const stranger = { ...(await desk.ctxOf('narrow')), services: [desk.tenant.services[1]?.id as string] }
    await expect(saveDraft(stranger, input)).rejects.toMatchObject({ code: 'not_found' })
    await expect(saveDraft(await desk.ctxOf('viewer'), input)).rejects.toMatchObject({ code: 'forbidden' })
    const key = { ...desk.agent, actor: { kind: 'api_key' as const, keyId: caseId, name: 'kunci' } }
    await expect(saveDraft(key, input)).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('takes no file of another service, whose id somebody has learnt; an answer does not either', async () => {
    const serviceId = desk.tenant.services[1]?.id as string
    const stranger = { ...(await desk.ctxOf('narrow')), services: [serviceId] }
    const [theirs, own] = [await desk.mailIn(), await desk.mailIn()]
    const secret = await desk.file('ktp.txt')
    await reply(desk.agent, { caseId: theirs, text: 'Terlampir.', fileIds: [secret.fileId] })
    const supervisor = await desk.ctxOf('supervisor')
    const { revision } = (await readCase(supervisor, own)).case
    await moveCase(supervisor, { caseId: own, revision, serviceId, note: 'Untuk layanan lain.' })
    const fileIds = [secret.fileId]
    await saveDraft(stranger, { caseId: own, kind: 'reply', text: 'x', version: 0, fileIds })
    expect(await readDrafts(stranger, own)).toMatchObject([{ text: 'x', files: [] }])
    await expect(reply(stranger, { caseId: own, text: 'x', fileIds })).rejects.toMatchObject({ code: 'not_found' })
    // Whoever works on the case may send what hangs on it once more.
    await reply(supervisor, { caseId: theirs, text: 'Sekali lagi.', fileIds })
    expect(
      (await readCase(supervisor, theirs)).messages.find(({ text }) => text === 'Sekali lagi.')?.attachments,
    ).toEqual([secret])
  })
})

describe('two devices that write in any order', () => {
  it('never lose a text: each is kept, or was shown to the device that replaced it', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ device: fc.nat(1), keepsMine: fc.boolean() }), { minLength: 1, maxLength: 8 }),
        async (writes) => {
          const caseId = await desk.mailIn()
          const known = [0, 0]
          const seen: Set<string>[] = [new Set(), new Set()]
          let stored = ''
          for (const [i, { device, keepsMine }] of writes.entries()) {
            const text = `teks ${i}`
            let answer = await save(caseId, text, known[device] as number)
            if (!answer.saved) {
              expect(answer.theirs.text).toBe(stored)
              seen[device]?.add(answer.theirs.text)
              known[device] = answer.theirs.version
              if (!keepsMine) continue
              answer = await save(caseId, text, known[device] as number)
            }
            expect(answer.saved).toBe(true)
            if (answer.saved) known[device] = answer.version
            // What was replaced came from this device, or it had been shown.
            if (stored) expect(seen[device]?.has(stored)).toBe(true)
            stored = text
            seen[device]?.add(text)
          }
          const [row] = await readDrafts(desk.agent, caseId)
          expect(row?.text).toBe(stored)
        },
      ),
      { numRuns: 12 },
    )
  })
})
