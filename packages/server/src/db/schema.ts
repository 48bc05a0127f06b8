import type { Kysely } from 'kysely'

/** Row types of the portal's database: ids and times are text (ISO 8601 UTC), flags 0 or 1, JSON is text. */
export interface Database {
  account: AccountRow
  team: TeamRow
  team_member: TeamMemberRow
  session: SessionRow
  refresh_token: RefreshTokenRow
  signing_key: SigningKeyRow
  app: AppRow
  search_word: SearchWordRow
  version: VersionRow
  review: ReviewRow
  audit_event: AuditEventRow
  job: JobRow
  setting: SettingRow
  one_time_token: OneTimeTokenRow
  oauth_identity: OAuthIdentityRow
  totp: TotpRow
  recovery_code: RecoveryCodeRow
  passkey: PasskeyRow
  device_login: DeviceLoginRow
  api_key: ApiKeyRow
  trusted_publisher: TrustedPublisherRow
  team_invitation: TeamInvitationRow
  app_transfer: AppTransferRow
  rate_bucket: RateBucketRow
  webhook: WebhookRow
  webhook_delivery: WebhookDeliveryRow
  tester: TesterRow
  tester_link: TesterLinkRow
  review_note: ReviewNoteRow
  version_message: VersionMessageRow
  version_thread: VersionThreadRow
  rule_setting: RuleSettingRow
  rule_run: RuleRunRow
  rule_run_finding: RuleRunFindingRow
  upload: UploadRow
  app_listing: AppListingRow
  app_screenshot: AppScreenshotRow
  version_text: VersionTextRow
  quarantine: QuarantineRow
  block: BlockRow
  version_file: VersionFileRow
  decision: DecisionRow
  report: ReportRow
  featured_app: FeaturedAppRow
}

/** The portal's database or a transaction on it. */
export type Db = Kysely<Database>

export interface AccountRow {
  id: string
  /** Lower-cased. */
  email: string
  name: string
  /** PHC text of argon2id; null for an account that signs in elsewhere. */
  password_hash: string | null
  role: 'developer' | 'reviewer' | 'admin'
  created_at: string
  email_verified_at: string | null
  /** The person is gone: only the id stays, for what the audit log says. */
  deleted_at: string | null
  /** Since when an admin lets nobody in with it: `accounts/refuse-locked.ts`. */
  locked_at: string | null
  /** Why, for the person to read. */
  locked_reason: string | null
}

export interface TeamRow {
  id: string
  name: string
  is_personal: 0 | 1
  created_at: string
}

export interface TeamMemberRow {
  team_id: string
  account_id: string
  role: 'owner' | 'maintainer' | 'developer' | 'viewer'
  created_at: string
}

export interface SessionRow {
  id: string
  account_id: string
  created_at: string
  last_used_at: string
  expires_at: string
  revoked_at: string | null
  /** What signed in, as its User-Agent says. */
  client: string
  /** Where the sign-in came from. */
  address: string
  /** How: `password`, `github`, `google`, `passkey`, `device`. */
  method: string
  /** When the person last proved who they are; dangerous steps want it to be recent. */
  authenticated_at: string
  /** JSON list of scopes that this session may use; null: all of them. */
  scopes: string | null
  /** SHA-256 of a browser's cookie; null: a client with Bearer tokens. */
  cookie_hash: string | null
}

export interface RefreshTokenRow {
  /** SHA-256 of the token; the token itself is nowhere. */
  hash: string
  session_id: string
  created_at: string
  expires_at: string
  used_at: string | null
}

export interface SigningKeyRow {
  id: string
  account_id: string
  /** SHA-256 of the SubjectPublicKeyInfo in hexadecimal, as packages carry it. */
  key_id: string
  name: string
  public_key: string
  created_at: string
  revoked_at: string | null
  /** SHA-256 of the key that took over by lineage. */
  rotated_to: string | null
}

export interface AppRow {
  /** The package id. */
  id: string
  team_id: string
  name: string
  /** The name as lists are sorted by it: without case and accents. */
  sort_name: string
  description: string
  category: string | null
  /** JSON list of texts. */
  tags: string
  state: 'draft' | 'published' | 'suspended'
  /** Fixed by the first version that is approved. */
  key_id: string | null
  /** What everybody is offered. */
  published_version_id: string | null
  /** What a part of all devices is offered beside it. */
  rollout_version_id: string | null
  /** What testers are offered. */
  beta_version_id: string | null
  download_count: number
  created_at: string
  updated_at: string
  published_at: string | null
  /** The language of `name` and `description`; others stand in app_listing. */
  default_locale: string
  contact_email: string | null
  contact_url: string | null
  privacy_url: string | null
  /** JSON list of apps that people could take this one for, as `lookalikes.ts` gives them. */
  similar_to: string
}

/** A word of what the store says about an app. */
export interface SearchWordRow {
  word: string
  app_id: string
}

export interface VersionRow {
  id: string
  app_id: string
  version: string
  version_code: number
  state: string
  release: 'manual' | 'when_approved' | 'at'
  /** When a scheduled version is published. */
  release_at: string | null
  track: 'production' | 'beta'
  /** How many of a hundred devices are offered it. */
  rollout_percent: number
  /** What those devices are found by; made anew with each rollout in stages, empty before the first. */
  rollout_salt: string
  release_notes: string
  sha256: string
  mf_sha256: string
  size_bytes: number
  /** JSON, as in the package. */
  manifest: string
  /** JSON list of names. */
  permissions: string
  /** `min_mosis_version` with every part filled up to nine digits, so that texts compare as versions do. */
  min_mosis: string
  /** JSON: size in pixels → SHA-256 of the stored icon. */
  icons: string
  key_id: string
  /** JSON list: the keys that signed this app before, by the package's lineage, oldest first. */
  former_keys: string
  uploaded_by: string
  created_at: string
  submitted_at: string | null
  decided_at: string | null
  published_at: string | null
}

export interface ReviewRow {
  id: string
  version_id: string
  state: string
  /** JSON, exactly as the review gave it. */
  findings: string
  requires_manual: 0 | 1
  /** JSON list of texts. */
  manual_reasons: string
  /** JSON list: the same in parts; null: judged before there were any. */
  manual_notes: string | null
  rule_set: string
  created_at: string
  decided_at: string | null
  decided_by: string | null
  reason: string | null
  /** JSON: the reason in parts; null: a person wrote it. */
  reason_note: string | null
  // What the review desk keeps
  risk: number
  /** JSON list: code and details of each reason. */
  risk_reasons: string
  /** Empty for one that never waited for a person. */
  due_at: string
  /** Its place in the queue as a text: what is due first comes first, and of the same moment what is riskier. */
  queue_key: string
  /** The review that this one is an appeal against. */
  appeal_of: string | null
  appeal_text: string | null
  claimed_by: string | null
  claimed_until: string | null
  /** From then on it waits for an admin. */
  escalated_at: string | null
  escalated_by: string | null
  escalation_reason: string | null
  /** JSON list of codes. */
  reason_codes: string
  /** JSON list: which items of the checklist were ticked at approval. */
  checklist: string
  // What the automated review leaves beside its findings
  /** JSON list of findings by rules that only observe. */
  observed: string
  /** JSON: code → mode of each rule that was not enforced. */
  rule_modes: string
  /** JSON, what the app did when it was tried; null: it was not. */
  behaviour: string | null
  /** JSON list of what the last approved version did not do; null: nothing to compare with. */
  behaviour_changes: string | null
  /** A compact JWS over the verdict; empty for one that never came. */
  receipt: string
}

export interface AuditEventRow {
  id: string
  at: string
  /** Null: the portal itself. */
  actor_id: string | null
  subject_type: string
  subject_id: string
  action: string
  from_state: string | null
  to_state: string | null
  reason: string | null
  /** JSON: the reason in parts; null: a person wrote it. */
  reason_note: string | null
  /** Whose log it belongs to, beside its actor's. */
  account_id: string | null
  team_id: string | null
  /** The app that it is about, also through one of its versions. */
  app_id: string | null
  /** Where the actor was; empty for the portal itself. */
  address: string
}

export interface JobRow {
  id: string
  name: string
  /** JSON. */
  payload: string
  /** Empty: at once, so that who enqueues needs no clock. */
  run_at: string
  attempts: number
  /** While a worker has it; a worker that died lets it run out, and another takes the job. */
  claimed_until: string | null
  state: 'ready' | 'done' | 'dead'
  last_error: string | null
  /** JSON: what happened in parts; null: nobody foresaw it. */
  last_error_note: string | null
  finished_at: string | null
}

export interface SettingRow {
  name: string
  value: string
}

/** Something that may be used once: a link in a mail, the state of an OAuth sign-in, a passkey's challenge. */
export interface OneTimeTokenRow {
  /** SHA-256 of purpose and token. */
  hash: string
  purpose: string
  account_id: string | null
  /** JSON. */
  data: string
  created_at: string
  expires_at: string
}

export interface OAuthIdentityRow {
  provider: 'github' | 'google'
  /** The account's id at the provider; an e-mail address may change hands there. */
  subject: string
  account_id: string
  /** As the provider last said it; empty when it has verified none. */
  email: string
  name: string
  created_at: string
}

export interface TotpRow {
  account_id: string
  /** Sealed with a key made from the portal's secret. */
  secret: string
  /** Null: shown to the person, not proved yet. */
  confirmed_at: string | null
  /** The time step of the last code that was taken: none works twice. */
  last_step: number
  created_at: string
}

export interface RecoveryCodeRow {
  hash: string
  account_id: string
  created_at: string
  used_at: string | null
}

export interface PasskeyRow {
  id: string
  account_id: string
  /** Base64url, as WebAuthn gives it. */
  credential_id: string
  /** Base64url of the COSE key. */
  public_key: string
  counter: number
  /** JSON list of texts. */
  transports: string
  is_backed_up: 0 | 1
  name: string
  created_at: string
  last_used_at: string | null
}

/** A sign-in that waits for a person at another screen (RFC 8628). */
export interface DeviceLoginRow {
  id: string
  device_code_hash: string
  user_code: string
  client: string
  address: string
  /** JSON list of scopes; null: all of them. */
  scopes: string | null
  state: 'pending' | 'approved' | 'denied' | 'used'
  account_id: string | null
  /** The session that approved it; when that ends first, so does this. */
  session_id: string | null
  interval_seconds: number
  last_asked_at: string | null
  created_at: string
  expires_at: string
}

export interface ApiKeyRow {
  id: string
  account_id: string
  name: string
  /** SHA-256 of the whole key; it has 256 random bits, so nothing can be guessed. */
  hash: string
  /** Its last characters, so that a person knows it again. */
  hint: string
  /** JSON list of scopes. */
  scopes: string
  /** JSON list of app ids; null: every app of the account's teams. */
  app_ids: string | null
  /** Made for a CI run. */
  trusted_publisher_id: string | null
  created_at: string
  expires_at: string
  warned_at: string | null
  last_used_at: string | null
  revoked_at: string | null
}

/** Which CI runs may publish an app without a kept secret. */
export interface TrustedPublisherRow {
  id: string
  app_id: string
  provider: 'github' | 'gitlab'
  /** JSON: what the CI's token has to say. */
  claims: string
  created_by: string
  created_at: string
  last_used_at: string | null
}

export interface TeamInvitationRow {
  id: string
  team_id: string
  /** Lower-cased. */
  email: string
  role: TeamMemberRow['role']
  token_hash: string
  invited_by: string
  created_at: string
  expires_at: string
  state: 'open' | 'accepted' | 'declined' | 'withdrawn'
}

/** An app that its team offers to another one. */
export interface AppTransferRow {
  app_id: string
  to_team_id: string
  offered_by: string
  created_at: string
  expires_at: string
}

/** A token bucket that several processes share. */
export interface RateBucketRow {
  key: string
  level: number
  at_ms: number
}

export interface WebhookRow {
  id: string
  team_id: string
  url: string
  /** Sealed with a key made from the portal's secret: every message is signed with it. */
  secret: string
  /** JSON list of events. */
  events: string
  created_at: string
  disabled_at: string | null
  /** The first failure since the last success. */
  failing_since: string | null
}

export interface WebhookDeliveryRow {
  /** Also the id of the message, the same for every attempt. */
  id: string
  webhook_id: string
  event: string
  /** JSON, exactly as it is sent. */
  body: string
  state: 'waiting' | 'delivered' | 'failed'
  attempts: number
  last_status: number | null
  last_error: string | null
  /** JSON: the same in parts. */
  last_error_note: string | null
  created_at: string
  finished_at: string | null
}

/** A device that is offered the track beta of an app, or the invitation of one. */
export interface TesterRow {
  id: string
  app_id: string
  /** Lower-cased; null for one who came by a link. */
  email: string | null
  link_id: string | null
  state: 'invited' | 'joined'
  /** SHA-256 of the mailed token while invited, then of the token that the device shows. */
  token_hash: string
  created_at: string
  joined_at: string | null
  /** Null once joined. */
  expires_at: string | null
}

export interface TesterLinkRow {
  id: string
  app_id: string
  token_hash: string
  max_testers: number
  /** How many came by it, also those who left. */
  joined: number
  created_at: string
  expires_at: string
}

/** What reviewers tell each other about a review; nobody else reads it. */
export interface ReviewNoteRow {
  id: string
  review_id: string
  author_id: string
  text: string
  created_at: string
}

/** What the app's team and the reviewers write to each other about a version. */
export interface VersionMessageRow {
  id: string
  version_id: string
  author_id: string
  side: 'team' | 'review'
  text: string
  created_at: string
}

/** When each side was last mailed about messages that it has not read since. */
export interface VersionThreadRow {
  version_id: string
  team_mailed_at: string | null
  review_mailed_at: string | null
}

/** How a rule of the automated review is set; one without a row is enforced. */
export interface RuleSettingRow {
  code: string
  mode: 'off' | 'observe' | 'enforce'
  changed_by: string
  changed_at: string
}

/** A run of the rules over the newest version of every published app, which changes nothing. */
export interface RuleRunRow {
  id: string
  state: 'running' | 'done'
  /** JSON list of codes; null: all rules. */
  codes: string | null
  rule_set: string
  started_by: string
  created_at: string
  finished_at: string | null
  apps_total: number
  apps_done: number
  /** Whose review did not come to an end. */
  apps_failed: number
  /** How far it has come: apps are taken in the order of their ids. */
  after_app_id: string
}

/** What one rule says of one app in a run. */
export interface RuleRunFindingRow {
  run_id: string
  app_id: string
  code: string
  version_id: string
  version: string
  severity: 'error' | 'warning' | 'info'
  findings: number
  /** The version's own review does not say so. */
  is_new: 0 | 1
  /** A person approved the version. */
  by_person: 0 | 1
  download_count: number
}

/** A package that comes in pieces; its bytes lie in a file named like the row until it is finished. */
export interface UploadRow {
  id: string
  app_id: string
  account_id: string
  /** The API key that began it; null: a session of the account. */
  api_key_id: string | null
  size_bytes: number
  /** The header Upload-Metadata as it came. */
  metadata: string
  state: 'open' | 'done' | 'refused'
  version_id: string | null
  /** JSON: the problem that its last request was answered with. */
  problem: string | null
  created_at: string
  expires_at: string
}

/** What the store says about an app in one language. */
export interface AppListingRow {
  app_id: string
  /** A canonical BCP 47 tag. */
  locale: string
  name: string
  description: string
  long_text: string
  updated_at: string
}

export interface AppScreenshotRow {
  id: string
  app_id: string
  locale: string
  position: number
  /** Of the stored WebP file. */
  sha256: string
  width: number
  height: number
  caption: string
  created_at: string
}

/** What is new in a version, in one language. */
export interface VersionTextRow {
  version_id: string
  locale: string
  whats_new: string
}

/** A version that is taken out of the store until somebody else has looked. */
export interface QuarantineRow {
  id: string
  app_id: string
  version_id: string
  state: 'open' | 'confirmed' | 'lapsed' | 'lifted'
  /** The version's state before. */
  was: 'published' | 'halted'
  reason_code: string
  /** The evidence: reviewers and the app's team read it. */
  reason: string
  /** JSON: the evidence in parts; null: a person wrote it. */
  reason_note: string | null
  public_reason: string
  /** The block that it follows from. */
  block_id: string | null
  /** Null: the portal itself. */
  opened_by: string | null
  opened_at: string
  /** When it ends by itself, unless it is confirmed. */
  ends_at: string
  confirmed_by: string | null
  confirmed_at: string | null
  closed_by: string | null
  closed_at: string | null
  appeal_text: string | null
  appealed_by: string | null
  appealed_at: string | null
  appeal_answer: string | null
  /** JSON: the answer in parts; null: a person wrote it. */
  appeal_answer_note: string | null
  answered_by: string | null
  answered_at: string | null
}

/** What no package here may contain or be signed by. */
export interface BlockRow {
  id: string
  kind: 'file' | 'package' | 'key'
  /** SHA-256. */
  value: string
  reason: string
  public_reason: string
  created_by: string
  created_at: string
  removed_by: string | null
  removed_at: string | null
}

/** The SHA-256 of each file in the package of a version. */
export interface VersionFileRow {
  version_id: string
  sha256: string
}

/** A line of the public log of decisions; only ever added to. It names roles, never people. */
export interface DecisionRow {
  id: string
  at: string
  role: 'reviewer' | 'admin' | 'portal'
  action: string
  app_id: string | null
  version: string | null
  /** `KIND:SHA-256` of a block. */
  blocked: string | null
  reason_code: string
  reason: string
  /** JSON: the reason in parts; null: a person wrote it, or the code says it. */
  reason_note: string | null
}

/** What somebody said about a published app. */
export interface ReportRow {
  id: string
  app_id: string
  /** Keyed hash of the network address; after 30 days the id of the report itself. */
  reporter: string
  /** `2026-11-21`: each counts once a day. */
  day: string
  category: string
  /** Emptied after 30 days, like contact. */
  text: string
  contact: string
  version_code: number | null
  created_at: string
  closed_at: string | null
  closed_by: string | null
  closed_reason: string | null
}

/** An app that the front of the store shows. */
export interface FeaturedAppRow {
  app_id: string
  /** From 0 on, without gaps. */
  position: number
  added_by: string
  added_at: string
}
