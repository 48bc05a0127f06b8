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
