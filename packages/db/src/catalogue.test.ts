import { testDatabase } from '@siaga/testkit'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

// What is not a tenant's table, and why. Anything else without full cover fails.
const reference = new Set([
  'tenants',
  'channel_ingress',
  'api_key_hashes',
  'access_link_hashes',
  'overseer_grants',
  'webhook_apps',
  'inbound_quarantine',
])
/** Before or beside the tenants: siaga_app has no way in. */
const closedToTenants = new Set(['overseer_grants', 'inbound_quarantine'])
const identityOnly = new Set(['users', 'sessions', 'memberships'])

/** Policies of roles other than siaga_app: the whole list of who may look across tenants. */
const acrossTenants = [
  'access_link_hashes lookup siaga_identity SELECT',
  'api_key_hashes lookup siaga_identity SELECT',
  'case_gauge_hours overseer siaga_oversight SELECT',
  'case_gauges overseer siaga_oversight SELECT',
  'channel_ingress lookup siaga_gateway SELECT',
  'channel_ingress platform siaga_platform SELECT',
  'deliveries relay siaga_relay ALL',
  'figure_freshness overseer siaga_oversight SELECT',
  'inbound_events gateway_insert siaga_gateway INSERT',
  'inbound_events platform_insert siaga_platform INSERT',
  'inbound_events relay siaga_relay ALL',
  'inbound_keys gateway_insert siaga_gateway INSERT',
  'inbound_keys platform_insert siaga_platform INSERT',
  'inbound_quarantine gateway_insert siaga_gateway INSERT',
  'inbound_quarantine platform siaga_platform ALL',
  'interaction_figures overseer siaga_oversight SELECT',
  'memberships identity siaga_identity ALL',
  'outbox relay siaga_relay ALL',
  'outbox_positions relay siaga_relay ALL',
  'overseer_grants platform siaga_platform ALL',
  'overseer_grants read siaga_migrator SELECT',
  'search_documents search siaga_search SELECT',
  'search_progress relay siaga_relay SELECT',
  'search_terms search siaga_search SELECT',
  'sessions identity siaga_identity ALL',
  'tenants platform siaga_platform ALL',
  'tenants register siaga_gateway,siaga_identity,siaga_oversight,siaga_relay SELECT',
  'timers relay siaga_relay SELECT',
  'users identity siaga_identity ALL',
  'webhook_apps lookup siaga_gateway SELECT',
  'webhook_apps platform siaga_platform SELECT',
]

/** What takes something away from a role that another policy lets in. */
const narrowing = [
  'case_entries imported siaga_app DELETE',
  'cases untouched siaga_app DELETE',
  'contacts untouched siaga_app DELETE',
  'identities untouched siaga_app DELETE',
]

const definers = [
  'ensure_partitions(date,date)',
  'search_documents_of(text,tsquery,tsquery,timestamp with time zone,uuid,timestamp with time zone,integer)',
  'search_terms_like(text,integer)',
  'search_terms_of(text,integer)',
  'set_overseer(uuid)',
]
const tenantRule = "(tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)"

let database: Awaited<ReturnType<typeof testDatabase>>
let sql: postgres.Sql

beforeAll(async () => {
  database = await testDatabase()
  sql = postgres(database.urls.admin, { max: 2, onnotice: () => undefined })
})
afterAll(async () => {
  await sql.end()
  await database.drop()
})

type Table = { name: string; kind: string; parent: string | null; rls: boolean; forced: boolean; owner: string }

const tables = () => sql<Table[]>`
  select c.relname as name, c.relkind as kind, p.relname as parent, c.relrowsecurity as rls, c.relforcerowsecurity as forced, pg_get_userbyid(c.relowner) as owner
  from pg_class c left join pg_inherits i on i.inhrelid = c.oid left join pg_class p on p.oid = i.inhparent
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f') order by 1`

describe('every relation', () => {
  it('has row-level security, enabled and forced, and belongs to the migrator', async () => {
    const found = await tables()
    expect(found.length).toBeGreaterThan(40)
    expect(found.filter((t) => !t.rls || !t.forced || t.owner !== 'siaga_migrator')).toEqual([])
  })

  it('is a table: views and materialised views need a decision here first', async () => {
    expect((await tables()).filter((t) => t.kind === 'v' || t.kind === 'm' || t.kind === 'f')).toEqual([])
  })

  it('of a tenant carries tenant_id first in its key, in every unique constraint and in every foreign key', async () => {
    const constraints = await sql<
      { table: string; type: string; definition: string; target: string | null; onDelete: string }[]
    >`
      select c.conrelid::regclass::text as table, c.contype as type, pg_get_constraintdef(c.oid) as definition, c.confrelid::regclass::text as target, c.confdeltype as "onDelete"
      from pg_constraint c join pg_class t on t.oid = c.conrelid
      where c.connamespace = 'public'::regnamespace and c.contype in ('p', 'u', 'f') and not t.relispartition`
    const wrong = constraints.filter((c) => {
      if (reference.has(c.table) || identityOnly.has(c.table))
        return c.type === 'f' && !reference.has(c.target ?? '') && !identityOnly.has(c.target ?? '')
      if (c.type === 'f') return c.onDelete !== 'r' || !c.definition.startsWith('FOREIGN KEY (tenant_id')
      return !/\(tenant_id[,)]/.test(c.definition)
    })
    expect(wrong).toEqual([])
    const keyed = new Set(constraints.filter((c) => c.type === 'p').map((c) => c.table))
    const unkeyed = (await tables()).filter((t) => !t.parent && !keyed.has(t.name) && !keyed.has(`"${t.name}"`))
    expect(unkeyed).toEqual([])
  })

  it('of a tenant has exactly the tenant policy for siaga_app, without a sub-select', async () => {
    const policies = await sql<{ table: string; roles: string; cmd: string; using: string; check: string }[]>`
      select tablename as table, array_to_string(roles, ',') as roles, cmd, qual as using, with_check as check from pg_policies where schemaname = 'public' and permissive = 'PERMISSIVE' and 'siaga_app' = any(roles)`
    const covered = new Map(policies.map((p) => [p.table, p]))
    for (const t of await tables()) {
      if (t.parent || identityOnly.has(t.name) || closedToTenants.has(t.name)) {
        expect(covered.has(t.name), t.name).toBe(false)
        continue
      }
      const policy = covered.get(t.name)
      expect(policy, t.name).toBeDefined()
      if (t.name === 'tenants') expect(policy).toMatchObject({ cmd: 'SELECT' })
      else expect(policy, t.name).toMatchObject({ cmd: 'ALL', using: tenantRule, check: tenantRule })
    }
    expect(policies.some((p) => /select/i.test(p.using ?? ''))).toBe(false)
  })

  it('is open across tenants only as this list says', async () => {
    const rows = await sql<{ line: string }[]>`
      select tablename || ' ' || policyname || ' ' || array_to_string(array(select unnest(roles)::text order by 1), ',') || ' ' || cmd as line
      from pg_policies where schemaname = 'public' and roles <> '{siaga_app}' order by 1`
    expect(rows.map((r) => r.line)).toEqual(acrossTenants)
  })

  it('narrow what may be removed to what the undo of an import removes', async () => {
    const rows = await sql`
      select tablename || ' ' || policyname || ' ' || array_to_string(roles, ',') || ' ' || cmd as line
      from pg_policies where schemaname = 'public' and permissive = 'RESTRICTIVE' order by 1`
    expect(rows.map((r) => r.line)).toEqual(narrowing)
  })
})

describe('grants', () => {
  it('are on parents alone: no partition can be read around its parent', async () => {
    const rows = await sql`
      select c.relname, g.grantee from pg_class c join information_schema.role_table_grants g on g.table_name = c.relname
      where c.relispartition and g.grantee like 'siaga_%' and g.grantee <> 'siaga_migrator'`
    expect([...rows]).toEqual([])
  })

  it('let nobody change or remove audit entries and events', async () => {
    const rows = await sql`
      select grantee, table_name, privilege_type from information_schema.role_table_grants
      where table_name in ('audit_entries', 'audit_values') and privilege_type in ('UPDATE', 'DELETE', 'TRUNCATE') and grantee <> 'siaga_migrator'`
    expect([...rows]).toEqual([])
  })

  it('give the overseer aggregates and the register, and nothing that holds a person', async () => {
    const rows = await sql<
      { name: string }[]
    >`select distinct table_name as name from information_schema.role_table_grants where grantee = 'siaga_oversight' order by 1`
    expect(rows.map((r) => r.name)).toEqual([
      'case_gauge_hours',
      'case_gauges',
      'figure_freshness',
      'interaction_figures',
      'tenants',
    ])
  })

  it('give the gateway an address book and an in-tray', async () => {
    const rows = await sql<
      { line: string }[]
    >`select table_name || ' ' || privilege_type as line from information_schema.role_table_grants where grantee = 'siaga_gateway' order by 1`
    expect(rows.map((r) => r.line)).toEqual([
      'channel_ingress SELECT',
      'inbound_events INSERT',
      'inbound_keys INSERT',
      'inbound_quarantine INSERT',
      'tenants SELECT',
      'webhook_apps SELECT',
    ])
  })

  it('let the operator see of what waits where it belongs, and no secret of any address', async () => {
    const rows = await sql<{ line: string }[]>`
      select distinct table_name || '.' || column_name as line from information_schema.column_privileges
      where grantee = 'siaga_platform' and privilege_type = 'SELECT' and table_name in ('channel_ingress', 'webhook_apps', 'inbound_events', 'inbound_keys') order by 1`
    expect(rows.map((r) => r.line)).toEqual([
      'channel_ingress.address',
      'channel_ingress.app',
      'channel_ingress.channel_id',
      'channel_ingress.is_active',
      'channel_ingress.kind',
      'channel_ingress.tenant_id',
      'channel_ingress.urgent',
      'webhook_apps.app',
      'webhook_apps.kind',
      'webhook_apps.tenant_id',
    ])
  })
})

describe('roles and functions', () => {
  it('no role of ours is superuser, bypasses row security or may create roles', async () => {
    const rows =
      await sql`select rolname from pg_roles where rolname like 'siaga_%' and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)`
    expect([...rows]).toEqual([])
  })

  it('only these functions run as their owner, with a pinned search path, and nobody executes by default', async () => {
    const rows = await sql<{ name: string; config: string | null; open: boolean }[]>`
      select p.oid::regprocedure::text as name, array_to_string(p.proconfig, ';') as config, has_function_privilege('public', p.oid, 'execute') as open
      from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef order by 1`
    expect(rows.map((r) => r.name)).toEqual(definers)
    for (const r of rows)
      expect(r).toMatchObject({ open: false, config: expect.stringContaining('search_path=pg_catalog') })
  })

  it('FORCE can be switched off and on by one script (moving shards needs it)', async () => {
    const forced = async () =>
      Number(
        (
          await sql`select count(*)::int as n from pg_class where relnamespace = 'public'::regnamespace and relforcerowsecurity`
        )[0]?.n,
      )
    const before = await forced()
    await sql`select force_row_security(false)`
    expect(await forced()).toBe(0)
    await sql`select force_row_security(true)`
    expect(await forced()).toBe(before)
  })
})
