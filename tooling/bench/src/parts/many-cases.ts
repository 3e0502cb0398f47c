import type { Platform } from './platform.ts'

type Home = {
  tenantId: string
  serviceIds: readonly string[]
  queueId: string
  channelId: string
  memberId: string
  /** In case numbers; makes the rows of one tenant differ from another's. */
  code: string
  /** One case in so many is open; one in five, unless told. */
  openEvery?: number
}

/** A citizen writes about this many cases. */
const casesPerCitizen = 4

/**
 * Cases number `from` + 1 to `to` of a tenant, as the superuser and past foreign keys, which the benchmark does not
 * measure. One case in five is open, one in ten has an assignee, one open case in 50 is urgent; ids rise with time
 * (contacts' do not, as in the product), and due times are roughly but not wholly in the order in which the cases came.
 */
export async function insertCases(
  { admin }: Pick<Platform, 'admin'>,
  home: Home,
  from: number,
  to: number,
): Promise<void> {
  const { tenantId, code } = home
  const opened = (i: string) => `timestamptz '2026-01-01' + ${i} * interval '25 seconds'`
  const rising = (i: string, salt: string) => {
    const hex = `lpad(to_hex((extract(epoch from ${opened(i)}) * 1000)::bigint), 12, '0')`
    const hash = `md5('${code}/${salt}/' || ${i})`
    return `(${hex} || '7' || substr(${hash}, 1, 3) || '8' || substr(${hash}, 4, 15))::uuid`
  }
  const contact = (i: string) => `md5('${code}/contact/' || ${i})::uuid`
  const citizen = `((i - 1) / ${casesPerCitizen} + 1)`
  const citizens = `generate_series(${Math.floor(from / casesPerCitizen) + 1}, ${Math.ceil(to / casesPerCitizen)}) i`
  // An identity is as old as its first case.
  const identity = (i: string) => rising(`(${i} * ${casesPerCitizen})`, 'identity')
  const isOpen = `i % ${home.openEvery ?? 5} = 0`
  const services = `(array['${home.serviceIds.join("','")}']::uuid[])[1 + i % ${home.serviceIds.length}]`
  await admin.begin(async (tx) => {
    await tx`set local session_replication_role = replica`
    await tx.unsafe(`
      insert into contacts (tenant_id, id, name, state, version, created_at)
      select '${tenantId}', ${contact('i')}, 'Warga ' || i, 'active', 1, now() from ${citizens} on conflict do nothing`)
    await tx.unsafe(`
      insert into identities (tenant_id, id, kind, address, contact_id, home_contact_id, created_at, last_seen_at)
      select '${tenantId}', ${identity('i')}, 'anonymous', '${code}-' || i, ${contact('i')}, ${contact('i')}, now(), now() from ${citizens} on conflict do nothing`)
    await tx.unsafe(`
      insert into cases (tenant_id, id, number, service_id, queue_id, identity_id, channel_id, channel_kind, state, is_open, subject, category,
        priority, region_code, place, assignee_id, fields, token, opened_at, first_response_due_at, sort_at, last_message_at, last_message_text,
        last_direction, message_count, version, revision)
      select '${tenantId}', ${rising('i', 'case')}, '${code}-2026-' || lpad(i::text, 8, '0'), ${services}, '${home.queueId}', ${identity(citizen)},
        '${home.channelId}', 'form', case when ${isOpen} then 'open' else 'closed' end, ${isOpen}, 'Lampu jalan padam di depan rumah nomor ' || i, 'other',
        case when i % 250 = 0 then 'p2' else 'p3' end, '33.74.10.1006', 'Jalan Pemuda ' || i % 400, case when i % 10 = 0 then '${home.memberId}'::uuid end,
        '{"what_happened": "Lampu jalan padam sejak kemarin malam", "place": "Jalan Pemuda"}', '${code}-' || lpad(i::text, 8, '0'), ${opened('i')},
        ${opened('i')} + interval '1 day', ${opened('i')} + interval '1 day' + random() * interval '2 days', ${opened('i')},
        'Lampu jalan di depan rumah kami padam sejak kemarin malam, mohon segera diperiksa oleh petugas.', 'in', 1, 1, 1
      from generate_series(${from + 1}, ${to}) i`)
    // What the member works on has been seen.
    await tx.unsafe(`
      insert into case_followers (tenant_id, member_id, case_id, seen_at)
      select '${tenantId}', '${home.memberId}', ${rising('i', 'case')}, ${opened('i')} from generate_series(${from + 1}, ${to}) i where i % 10 = 0`)
  })
}

/** Gives the first `count` open cases, in the inbox's order, a conversation of `each` messages in turn. */
export async function insertConversations(
  { admin }: Pick<Platform, 'admin'>,
  { tenantId, memberId, channelId }: Pick<Home, 'tenantId' | 'memberId' | 'channelId'>,
  { count, each }: { count: number; each: number },
): Promise<void> {
  const id = (kind: string, of: string) => `md5('${kind}/' || ${of})::uuid`
  await admin.begin(async (tx) => {
    await tx`set local session_replication_role = replica`
    await tx`create temporary table talked on commit drop as
      select id, service_id, identity_id, opened_at from cases where tenant_id = ${tenantId} and is_open order by sort_at, id limit ${count}`
    await tx.unsafe(`
      insert into threads (tenant_id, id, identity_id, channel_id, created_at)
        select distinct on (identity_id) '${tenantId}'::uuid, ${id('thread', 'identity_id')}, identity_id, '${channelId}'::uuid, opened_at from talked;
      insert into interactions (tenant_id, id, service_id, channel_id, channel_kind, identity_id, state, received_at, answered_at, version)
        select '${tenantId}', ${id('interaction', 'id')}, service_id, '${channelId}', 'form', identity_id, 'active', opened_at, opened_at + interval '1 hour', 1 from talked;
      insert into case_interactions (tenant_id, case_id, interaction_id, opened) select '${tenantId}', id, ${id('interaction', 'id')}, true from talked;
      insert into messages (tenant_id, id, thread_id, interaction_id, channel_id, case_id, direction, state, author_ref, author_name, text, attachments, ordered_at, created_at, state_at, version)
        select '${tenantId}', ${id('message', "c.id || '/' || n")}, ${id('thread', 'identity_id')}, ${id('interaction', 'c.id')}, '${channelId}', c.id,
          case when n % 2 = 1 then 'in' else 'out' end, case when n % 2 = 1 then 'received' else 'delivered' end,
          case when n % 2 = 1 then 'citizen' else 'member:${memberId}' end, case when n % 2 = 1 then 'Warga' else 'Petugas' end,
          repeat('Lampu jalan di depan rumah kami padam sejak kemarin malam, mohon segera diperiksa oleh petugas. ', 1 + n % 3), '[]',
          opened_at + n * interval '9 minutes', opened_at + n * interval '9 minutes', opened_at + n * interval '9 minutes', 1
        from talked c, generate_series(1, ${each}) n`)
  })
}
