import { serviceTypes } from '@siaga/catalogue'
import type { SeededTenant } from '@siaga/testkit'
import type { Platform } from './platform.ts'

/** Words by how often they occur; behind them come made-up ones, so that the frequencies are those of a language (Zipf). */
const real =
  'yang di dan saya ada tidak sudah jalan rumah air sejak mohon kami lampu belum warga petugas sampai malam pagi kebakaran banjir pohon obat ' +
  'puskesmas dokter rusak tumbang padam sampah macet kecelakaan ambulans pasar sekolah desa kelurahan jembatan longsor vaksin antrean berkas ' +
  'bantuan laporan perbaikan saluran tersumbat tetangga asap api gudang motor mobil anak ibu bapak demam batuk sesak rawat inap kamar kelas'
const syllables =
  'ba be bi bo bu ca da de di du ga gi gu ha hi ja je ju ka ke ki ko ku la le li lo lu ma me mi mu na ni nu pa pi pu ra ri ru sa si su ta ti tu wa wi ya'.split(
    ' ',
  )
const vocabulary = 20_000
const sentences = 60_000
const wordsInSentence = 14

/** The same numbers in every run. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}

export function wordAt(rank: number): string {
  const known = real.split(' ')
  if (rank < known.length) return known[rank] as string
  const n = rank * 7
  return (
    [n % 50, Math.floor(n / 50) % 50, Math.floor(n / 2500) % 50].map((i) => syllables[i]).join('') +
    (rank % 3 ? '' : 'ng')
  )
}

/** Sentences with their lexemes, and whom they may be about; shared by every tenant. */
export async function makeSentences({ admin }: Platform): Promise<void> {
  const next = random(42)
  await admin`create table bench_sentences (k int primary key, text text not null, tsv tsvector)`
  const texts = Array.from({ length: sentences }, () =>
    Array.from({ length: wordsInSentence }, () => wordAt(Math.floor(vocabulary ** next()) - 1)).join(' '),
  )
  for (let from = 0; from < texts.length; from += 5000) {
    const part = texts.slice(from, from + 5000)
    await admin`insert into bench_sentences select ${from}::int + n - 1, t, to_tsvector('indonesian', t) from unnest(${part}::text[]) with ordinality x(t, n)`
  }
  await admin`analyze bench_sentences`
}

const marks = (of: string[]) => `array_to_tsvector(array[${of.join(', ')}])`
const hex = (id: string) => id.replaceAll('-', '')

/**
 * `scale` cases with five messages each and a citizen for every four, over the year before now, as the superuser and past
 * foreign keys. `sources`: also the rows that a result is shown from; a neighbour that is only in the way needs none.
 * One word (`pagebluk`) stands in every third message of the first tenth of the year, and nowhere later.
 */
export async function insertDocuments(
  platform: Platform,
  city: SeededTenant,
  scale: number,
  sources: boolean,
): Promise<void> {
  const tenant = city.tenantId
  const [first, second, small] = city.services.map((s) => s.id) as [string, string, string]
  const serviceOf = (i: string) =>
    `(case when ${i} % 50 = 0 then '${small}' when ${i} % 2 = 0 then '${first}' else '${second}' end)::uuid`
  const serviceMark = (i: string) =>
    `'s:' || (case when ${i} % 50 = 0 then '${hex(small)}' when ${i} % 2 = 0 then '${hex(first)}' else '${hex(second)}' end)`
  const id = (kind: string, i: string) => `md5('${tenant}/${kind}/' || ${i})::uuid`
  const at = (i: string, of: number) =>
    `date_trunc('milliseconds', now() - interval '365 days' * (1 - ${i}::float8 / ${of}))`
  const times = (t: string) =>
    `'w:' || floor(extract(epoch from ${t}) / 604800)::bigint, 'm:' || (extract(year from ${t})::int * 12 + extract(month from ${t})::int)`
  const sentence = (i: string) => `(hashint4(${i}) & 2147483647) % ${sentences}`
  const citizen = (i: string) => `(1 + (hashint4(${i}) & 2147483647) % ${Math.ceil(scale / 4)})`
  const name = (i: string) =>
    `(array['Siti','Budi','Ratna','Agus','Dewi','Slamet','Wayan','Joko','Rahmat','Nur'])[1 + ${i} % 10] || ' ' || initcap((select split_part(text, ' ', 1 + ${i} % 13) from bench_sentences where bench_sentences.k = ${i} % ${sentences}))`
  const phone = (i: string) => `'62812' || lpad(((${i}::bigint * 7919) % 100000000)::text, 8, '0')`
  const number = (i: string) => `'${serviceTypes[0]?.definition.code}-3374-2026-' || lpad(${i}::text, 6, '0')`
  const day = (t: string) => `date_trunc('day', ${t})`
  const run = (statement: string) =>
    platform.admin.begin(async (tx) => {
      await tx.unsafe(
        `set local session_replication_role = replica; set local work_mem = '128MB'; set local synchronous_commit = off`,
      )
      await tx.unsafe(statement)
    })
  const inParts = async (count: number, statement: (from: number, to: number) => string) => {
    const step = 250_000
    for (let from = 0; from < count; from += step) await run(statement(from + 1, Math.min(count, from + step)))
  }
  const citizens = Math.ceil(scale / 4)
  if (sources) {
    await inParts(
      citizens,
      (from, to) => `
      insert into contacts (tenant_id, id, name, state, version, created_at)
        select '${tenant}', ${id('contact', 'i')}, ${name('i')}, 'active', 1, now() from generate_series(${from}, ${to}) i;
      insert into identities (tenant_id, id, kind, address, contact_id, home_contact_id, created_at, last_seen_at)
        select '${tenant}', ${id('identity', 'i')}, 'e164', '+' || ${phone('i')}, ${id('contact', 'i')}, ${id('contact', 'i')}, now(), now() from generate_series(${from}, ${to}) i`,
    )
    await inParts(
      scale,
      (from, to) => `
      insert into cases (tenant_id, id, number, service_id, queue_id, identity_id, channel_id, channel_kind, state, is_open, subject, priority, fields, token,
        opened_at, sort_at, last_message_at, last_message_text, last_direction, message_count, version, revision)
      select '${tenant}', ${id('case', 'n')}, ${number('n')}, ${serviceOf('n')}, '${Object.values(city.queues)[0]}', ${id('identity', citizen('n'))}, '${city.channels.form.id}', 'form',
        case when n > ${scale * 0.98} then 'open' else 'closed' end, n > ${scale * 0.98}, s.text, 'p3', '{}', 'b' || n,
        ${at('n', scale)}, ${at('n', scale)}, ${at('n', scale)}, s.text, 'in', 5, 1, 1
      from generate_series(${from}, ${to}) n join bench_sentences s on s.k = ${sentence('n')}`,
    )
    await inParts(
      scale * 5,
      (from, to) => `
      insert into messages (tenant_id, id, thread_id, interaction_id, channel_id, case_id, direction, state, author_ref, text, attachments, ordered_at, created_at, state_at, version)
      select '${tenant}', ${id('message', 'n')}, ${id('thread', 'n')}, ${id('interaction', 'n')}, '${city.channels.form.id}', ${id('case', '((n - 1) / 5 + 1)')}, 'in', 'received', 'citizen',
        s.text || case when n <= ${scale / 2} and n % 3 = 0 then ' pagebluk' else '' end, '[]', ${at('n', scale * 5)}, now(), now(), 1
      from generate_series(${from}, ${to}) n join bench_sentences s on s.k = ${sentence('(n + 7)')}`,
    )
  }
  await inParts(
    citizens,
    (from, to) => `
    insert into search_documents (tenant_id, kind, subject_id, at, tsv)
    select '${tenant}', 'contact', ${id('contact', 'i')}, ${day(at('i', citizens))},
      setweight(to_tsvector('simple', lower(${name('i')})), 'A') || ${marks([`'tel:' || ${phone('i')}`, `'end:' || right(${phone('i')}, 4)`, times(day(at('i', citizens)))])}
    from generate_series(${from}, ${to}) i`,
  )
  await inParts(
    scale,
    (from, to) => `
    insert into search_documents (tenant_id, kind, subject_id, at, tsv)
    select '${tenant}', 'case', ${id('case', 'n')}, ${day(at('n', scale))},
      setweight(to_tsvector('indonesian', lower(${name(citizen('n'))})), 'A') || s.tsv || ${marks([
        "'ch:form'",
        "'pr:p3'",
        "'cat:none'",
        "'as:none'",
        `case when n > ${scale * 0.98} then 'st:open' else 'st:closed' end`,
        serviceMark('n'),
        `'who:' || replace(${id('identity', citizen('n'))}::text, '-', '')`,
        `'tel:' || ${phone(citizen('n'))}`,
        `'end:' || right(${phone(citizen('n'))}, 4)`,
        `'#' || lower(replace(${number('n')}, '-', ''))`,
        `'#33742026' || lpad(n::text, 6, '0')`,
        `'#2026' || lpad(n::text, 6, '0')`,
        `'#' || n`,
        times(day(at('n', scale))),
      ])}
    from generate_series(${from}, ${to}) n join bench_sentences s on s.k = ${sentence('n')}`,
  )
  await inParts(
    scale * 5,
    (from, to) => `
    insert into search_documents (tenant_id, kind, subject_id, at, tsv)
    select '${tenant}', 'message', ${id('message', 'n')}, ${at('n', scale * 5)},
      s.tsv || ${marks([
        "'ch:form'",
        "'dir:in'",
        `case when n <= ${scale / 2} and n % 3 = 0 then 'pagebluk' else 'dir:in' end`,
        serviceMark('((n - 1) / 5 + 1)'),
        `'who:' || replace(${id('identity', citizen('((n - 1) / 5 + 1)'))}::text, '-', '')`,
        times(at('n', scale * 5)),
      ])}
    from generate_series(${from}, ${to}) n join bench_sentences s on s.k = ${sentence('(n + 7)')}`,
  )
  await run(`
    insert into search_terms (tenant_id, term, first_seen_at)
    select '${tenant}', word, now() - interval '1 year' + min(k) * interval '1 second'
    from (select k, lower(unnest(string_to_array(text, ' '))) as word from bench_sentences union all select ${sentences}, lower(unnest(array['siti','budi','ratna','agus','slamet','wayan','rahmat','pagebluk']))) words
    where length(word) between 3 and 30 group by word`)
}
