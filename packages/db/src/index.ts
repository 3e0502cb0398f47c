export {
  afterCommit,
  beforeCommit,
  type Database,
  type DatabaseOptions,
  openDatabase,
  type Role,
  type Tx,
} from './database.ts'
export { canonical, once } from './idempotency.ts'
export { rowInsert } from './row-insert.ts'
export { isDatabaseAway, sqlState } from './sql-state.ts'
export { instant, ofTheTenant, siagaApp, tenantPolicy, tenantRelation, tenantTable } from './tenant-table.ts'
export { ensurePartitions, forgetIdempotencyKeys, tenantIds } from './upkeep.ts'
export {
  type Ctx,
  statementAs,
  statementIn,
  withOverseer,
  withRole,
  withTenant,
  withTenantDerived,
} from './with-tenant.ts'
