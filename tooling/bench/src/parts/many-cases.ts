import type { Platform } from './platform.ts'

type Home = { tenantId: string; serviceIds: readonly string[]; queueId: string; channelId: string; memberId: string; code: string }

/** A citizen writes about this many cases. */
const casesPerCitizen = 4

/**
 * Cases number `from` + 1 to `to` of a tenant in one statement, as the superuser and past foreign keys, which the
 * benchmark does not measure. One case in five is open, half of those have an assignee; due times are roughly but not
 * wholly in the order in which the cases came, as in life.
 */
export async function insertCases({ admin }: Pick<Platform, 'admin'>, home: Home, from: number, to: number): Promise<void> {
  const services = `{${home.serviceIds.join(',')}}`
  await admin.begin(async (tx) => {
    await tx`set local session_replication_role = replica`
    await tx`
      insert into contacts (tenant_id, id, name, state, version, created_at)
      select ${home.tenantId}::uuid, md5(${`${home.code}/contact/`} || i)::uuid, 'Warga ' || i, 'active', 1, now()
      from generate_series(${Math.ceil(from / casesPerCitizen)}::int, ${Math.ceil(to / casesPerCitizen)}::int) i on conflict do nothing`
    await tx`
      insert into identities (tenant_id, id, kind, address, display_name, contact_id, created_at, last_seen_at)
      select ${home.tenantId}::uuid, md5(${`${home.code}/identity/`} || i)::uuid, 'anonymous', 'v' || i, null, md5(${`${home.code}/contact/`} || i)::uuid, now(), now()
      from generate_series(${Math.ceil(from / casesPerCitizen)}::int, ${Math.ceil(to / casesPerCitizen)}::int) i on conflict do nothing`
    await tx`
      insert into cases (tenant_id, id, number, service_id, queue_id, identity_id, channel_id, channel_kind, state, is_open, subject, category, priority,
        region_code, place, assignee_id, fields, token, opened_at, first_response_due_at, sort_at, last_message_at, last_message_text, last_direction,
        message_count, version, revision)
      select ${home.tenantId}::uuid,
        (lpad(to_hex((extract(epoch from opened) * 1000)::bigint), 12, '0') || '7' || substr(md5(${home.code} || i), 1, 3) || '8' || substr(md5(${home.code} || i), 4, 15))::uuid,
        ${`${home.code}-2026-`} || lpad(i::text, 8, '0'), (${services}::uuid[])[1 + i % ${home.serviceIds.length}::int], ${home.queueId}::uuid,
        md5(${`${home.code}/identity/`} || ((i - 1) / ${casesPerCitizen}::int + 1))::uuid, ${home.channelId}::uuid, 'form',
        case when i % 5 = 0 then 'open' else 'closed' end, i % 5 = 0, 'Lampu jalan padam di depan rumah warga nomor ' || i, 'other', 'p3',
        '33.74.10.1006', 'Jalan Pemuda ' || i % 400, case when i % 10 = 0 then ${home.memberId}::uuid end,
        '{"what_happened": "Lampu jalan padam sejak kemarin malam", "place": "Jalan Pemuda"}', ${home.code} || '-' || lpad(i::text, 8, '0'), opened,
        opened + interval '1 day', opened + interval '1 day' + random() * interval '2 days', opened,
        'Lampu jalan di depan rumah kami padam sejak kemarin malam, mohon segera diperiksa oleh petugas.', 'in', 1, 1, 1
      from (select i, date_trunc('milliseconds', timestamptz '2026-01-01' + i * interval '25 seconds') as opened
        from generate_series(${from + 1}::int, ${to}::int) i) numbered`
  })
}
