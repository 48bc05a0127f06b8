export * as accounts from './accounts.ts'
export * as admin from './admin.ts'
export * as analytics from './analytics.ts'
export * as apiKeys from './api-keys.ts'
export * as apps from './apps.ts'
export * as dashboard from './dashboard.ts'
export * as deviceLogin from './device-login.ts'
export * as jobs from './jobs.ts'
export * as keys from './keys.ts'
export * as listings from './listings.ts'
export * as passkeys from './passkeys.ts'
export * as people from './people.ts'
export * as oauth from './oauth.ts'
export * as portal from './portal.ts'
export * as reviews from './reviews.ts'
export * as rules from './rules.ts'
export * as safety from './safety.ts'
export * as secondFactor from './second-factor.ts'
export * as sessions from './sessions.ts'
export * as store from './store.ts'
export * as teams from './teams.ts'
export * as telemetry from './telemetry.ts'
export * as testers from './testers.ts'
export * as trustedPublishing from './trusted-publishing.ts'
export * as uploads from './uploads.ts'
export * as versions from './versions.ts'
export * as webhooks from './webhooks.ts'

export { createClient } from './client.ts'
export type { CallOptions, Client, ClientOptions } from './client.ts'
export { bytes, download, endpoint, nothing, scopes } from './endpoint.ts'
export type { Access, Endpoint, Input, Method, Requirement, Result, Scope, Sent } from './endpoint.ts'
export { ApiError, errors, isErrorCode } from './errors.ts'
export type { ErrorCode, ErrorDetails, InputError, Problem } from './errors.ts'

export { mayInTeam, portalRoles, rolesThatMay, teamActions, teamRoles } from './roles.ts'
export type { TeamAction, TeamRole } from './roles.ts'

export { findNameFault, normalizeName, personName } from './names.ts'

export { maxFeatured } from './admin.ts'
export type {
  Backup,
  FeaturedApp,
  PortalApp,
  PortalBackups,
  PortalOverview,
  PortalSetting,
  PortalStorage,
} from './admin.ts'
export { smallestGroup } from './analytics.ts'
export type { Analytics, CrashGroup, CrashSample } from './analytics.ts'
export type { AppOverview, Dashboard, DashboardApp, Need } from './dashboard.ts'
export type { Account, LinkPurpose, Role, Tokens } from './accounts.ts'
export type { ApiKey, NewApiKey } from './api-keys.ts'
export type { App, AppIdCheck, AppRef, AppState } from './apps.ts'
export type { DeviceLogin } from './device-login.ts'
export type { Job, JobRef, JobSummary } from './jobs.ts'
export type { SigningKey } from './keys.ts'
export type { NewPasskeyResponse, Passkey, PasskeyCreation, PasskeyRequest, PasskeyResponse } from './passkeys.ts'
export type { SecondFactor, SecondFactorMethod } from './second-factor.ts'
export type { Behaviour, BehaviourChange } from './behaviour.ts'
export type { ReviewRule, RuleEffect, RuleMode, RuleRun } from './rules.ts'
export { screenshotLimits } from './listings.ts'
export type { Listing, ListingRef, Screenshot, ScreenshotRef } from './listings.ts'
export type { Identity, OAuthOutcome, OAuthProvider } from './oauth.ts'
export type { AccountDetails, AccountRef, PortalAccount } from './people.ts'
export type {
  FileChange,
  Hunk,
  Review,
  ReviewDifference,
  ReviewNote,
  ReviewRef,
  ReviewState,
  ReviewSummary,
  ThreadMessage,
} from './reviews.ts'
export {
  isChecklistItem,
  isReviewReason,
  isRiskReason,
  reviewChecklist,
  reviewReasons,
  riskReasons,
} from './review-desk.ts'
export type { ChecklistItem, ReviewReason, RiskReason } from './review-desk.ts'
export { portalNotes, sayPortalNote } from './notes.ts'
export type { NoteFacts, PortalNote, PortalNoteCode } from './notes.ts'
export type { PortalFacts } from './portal.ts'
export type { AuditEvent, Proof, Session } from './sessions.ts'
export type { Offer, Rollout, StoreApp, StoreAppDetails, StoreVersion, Update } from './store.ts'
export type {
  Invitation,
  InvitationRef,
  Member,
  MemberRef,
  Team,
  TeamRef,
  TeamWithMembers,
  Transfer,
  TransferOffer,
  WhichInvitation,
} from './teams.ts'
export type { PublisherClaims, TrustedPublisher } from './trusted-publishing.ts'
export { tusContentType, tusVersion } from './uploads.ts'
export type { Upload, UploadRef, UploadState } from './uploads.ts'
export type { Finding, PublishedVersion, Release, Track, Version, VersionRef, VersionState } from './versions.ts'
export type { Tester, TesterLink } from './testers.ts'
export { portalReasons, reportCategories, safetyReasons } from './safety.ts'
export type {
  Block,
  BlockKind,
  Decision,
  Quarantine,
  ReportCategory,
  ReportedApp,
  Revocation,
  SafetyReason,
} from './safety.ts'
export { webhookEvents } from './webhooks.ts'
export type { NewWebhook, Webhook, WebhookDelivery, WebhookEvent } from './webhooks.ts'
