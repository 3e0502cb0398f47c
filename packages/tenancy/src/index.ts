export {
  createAccessLink,
  createAccessLinks,
  formatCode,
  linkCtx,
  newCode,
  readCode,
} from './access-link/access-links.ts'
export { apiKeyCtx, createApiKey, revokeApiKey } from './api-key/api-keys.ts'
export { actorName, audit } from './audit/audit.ts'
export { addMember } from './member/add-member.ts'
export { listMembers, type MemberRow, membersIn } from './member/list-members.ts'
export { memberCtx, tenantsOfUser } from './member/member-ctx.ts'
export { grantOversight } from './oversight/grant-oversight.ts'
export { fieldProblem, parse } from './parse.ts'
export {
  authorize,
  inService,
  isRole,
  may,
  type Permission,
  permissions,
  powersOf,
  type RoleName,
  requireService,
  roles,
} from './permissions.ts'
export { addService, changeService } from './service/add-service.ts'
export { changeDesk } from './service/change-desk.ts'
export { addHolidays } from './service/holidays.ts'
export {
  type CaseField,
  type IntakeField,
  localized,
  type ServiceDefinition,
  serviceDefinition,
  weeklyHours,
} from './service/service-definition.ts'
export {
  calendarIn,
  listServices,
  type Queue,
  queuesIn,
  readService,
  type Service,
  serviceIn,
  servicesIn,
} from './service/services.ts'
export { changePreferences, ensureUser, hashPassword, signIn, signInRefused } from './session/sign-in.ts'
export { openSessions, type Sessions, type SignedIn } from './sessions.ts'
export { createTenant } from './tenant/create-tenant.ts'
export { citizenCtx, publicTenant } from './tenant/public-tenant.ts'
export { liveTenants, ownTenant, platformSlug, readTenant, type Tenant, tenantBySlug } from './tenant/read-tenant.ts'
