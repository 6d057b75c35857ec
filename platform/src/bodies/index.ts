// SPDX-License-Identifier: AGPL-3.0-or-later
// bodies: WHO. Public bodies from the national registry, their services, and the places where a service asks.
export type { Body, SdgCategory, Service, Touchpoint } from './body.ts'
export type { Made, Problem } from './made.ts'
export { Fields, problemAt, type Given } from './read-fields.ts'
export * from './vocabularies/index.ts'
export { accountCommands } from './accounts/commands.ts'
export { bodiesCommands } from './commands.ts'
export { findBody, findHeir, listMyBodies, searchBodies, type Heir, type MyBody } from './find-bodies.ts'
export { importRegistry, type RegistryOptions, type RegistryReport } from './registry/import-registry.ts'
export * from './registry/list-changes.ts'
export { importComuni, type ComuniReport } from './comuni/import-comuni.ts'
export { createService, updateService } from './service/create-service.ts'
export { findService, listServices } from './service/find-services.ts'
export { createTouchpoint, updateTouchpoint } from './touchpoint/create-touchpoint.ts'
export { mergeTouchpoint, separateTouchpoint } from './touchpoint/merge-touchpoint.ts'
export {
  findTouchpoint,
  forgetTouchpoints,
  listTouchpoints,
  type FoundTouchpoint,
} from './touchpoint/find-touchpoint.ts'
export { accessGuard, isAllowed, safeWay, sessionOf, wayBack, type Access } from './access/guard.ts'
export {
  isPermission,
  isRole,
  mayDo,
  permissionNames,
  permissions,
  roleNames,
  roles,
  type Membership,
  type Permission,
  type Role,
  type Subject,
} from './access/roles.ts'
export { aboutOf, reachOfRoute, type About, type Reach } from './access/role-table.ts'
export { withRights } from './access/with-rights.ts'
export {
  accountBySubject,
  createAccount,
  findAccount,
  isLinked,
  linkSubject,
  setLanguage,
  setName,
  type Account,
} from './accounts/account.ts'
export { readName, readPerson } from './accounts/read-person.ts'
export { actAreas, actWords, subjectWords, type ActArea } from './audit/acts.ts'
export { audit, verifyAudit } from './audit/audit.ts'
export { listAudit, type AuditEntry, type AuditSearch } from './audit/list-audit.ts'
export { acceptAgreement, hasAgreed, isCurrent, renewAgreement } from './adhesion/accept-agreement.ts'
export { adhesionOf, findAdhesion, type Adhesion, type AdhesionState } from './adhesion/adhesion.ts'
export { agreementText, agreementVersions, currentAgreement, type Agreement } from './adhesion/agreement.ts'
export * from './adhesion/decide-adhesion.ts'
export * from './adhesion/list-adhesions.ts'
export { requestAdhesion, standingOf, type Requested, type Standing } from './adhesion/request-adhesion.ts'
export { linkDays, masked, pecOf } from './adhesion/send-link.ts'
export { tooManyRequests } from './adhesion/errors.ts'
export {
  countKeysBy,
  findKey,
  keyScopes,
  keySorts,
  listKeys,
  type ApiKey,
  type KeyState,
  type Scope,
} from './keys/api-key.ts'
export { callerOf, keyHook, type Caller } from './keys/authenticate.ts'
export * from './keys/create-key.ts'
export { keyElsewhere, keyFailures, keyNeeded } from './keys/errors.ts'
export { acceptInvitation, type Proof } from './members/accept-invitation.ts'
export { changeTerms, endMembership, type Changed } from './members/change-terms.ts'
export { firstWarning, warnBeforeEnd } from './members/expiry/warn-before-end.ts'
export { inviteMember, type Invited } from './members/invite-member.ts'
export {
  countEnding,
  invitationSorts,
  listPeople,
  peopleSorts,
  searchInvitations,
  type MemberRow,
} from './members/list-people.ts'
export { bodyRoles, serviceTerms } from './members/read-member.ts'
export { withdrawInvitation } from './members/withdraw-invitation.ts'
export * from './members/central/central-roles.ts'
export * from './members/invitation.ts'
export { inviteRecovery, type Recovery, type RecoveryInvited } from './members/invite-recovery.ts'
export * from './members/membership.ts'
export * from './oidc/index.ts'
export * from './passkeys/index.ts'
export { ofSession, type Errand } from './sessions/challenge.ts'
export { dropSession, formToken, keepSession, sessionToken } from './sessions/cookie.ts'
export { countOtherSessions, endOtherSessions, renewSession, startSession } from './sessions/log-in.ts'
export { formName, secretOf } from './sessions/once.ts'
export { addressByName, siteOf, type Site } from './sessions/site.ts'
export {
  endSession,
  endSessionsOf,
  findSession,
  forgetSessions,
  freshMinutes,
  isFresh,
  openSession,
  viewAs,
  type LoginMethod,
  type Session,
} from './sessions/session.ts'
export { firstAccess } from './members/first-access.ts'
export { bodiesJobs } from './jobs.ts'
