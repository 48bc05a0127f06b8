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
  published_version_id: string | null
  download_count: number
  created_at: string
  updated_at: string
  published_at: string | null
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
  release: 'manual' | 'when_approved'
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
  rule_set: string
  created_at: string
  decided_at: string | null
  decided_by: string | null
  reason: string | null
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
  /** Whose log it belongs to, beside its actor's. */
  account_id: string | null
  team_id: string | null
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
  provider: string
  /** The account's id at the provider; an e-mail address may change hands there. */
  subject: string
  account_id: string
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
  /** JSON list of scopes. */
  scopes: string
  state: 'pending' | 'approved' | 'denied' | 'used'
  account_id: string | null
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
