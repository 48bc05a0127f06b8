/** What each mail is told; `words.ts` has what it says. Each feature adds its own lines. */
export interface MailTexts {
  verify_email: { token: string }
  reset_password: { token: string }
  password_changed: Circumstances
  email_change_confirm: { token: string; old_email: string }
  email_change_asked: Circumstances
  email_changed: Circumstances & { undo_token: string }
  email_change_undone: Circumstances
  account_deleted: Circumstances
  new_sign_in: Circumstances & { name: string; client: string }
  api_key_made: ApiKeyMail
  api_key_leaked: ApiKeyMail
  api_key_ends: ApiKeyMail
  trusted_publisher_changed: { name: string; app_id: string; change: 'added' | 'removed'; publisher: string }
  identity_linked: Circumstances & { provider: string; identity: string }
  identity_unlinked: Circumstances & { provider: string; identity: string }
  totp_on: { name: string }
  totp_off: { name: string }
  recovery_codes_new: { name: string }
  recovery_code_used: { name: string; codes_left: number }
  second_factor_failing: { name: string; failures: number; address: string }
  passkey_added: { name: string; passkey: string }
  passkey_removed: { name: string; passkey: string }
  passkey_refused: { name: string; passkey: string; address: string }
  team_invitation: { token: string; team: string; role: string; invited_by: string; expires_at: string }
  team_joined: { name: string; team: string; member: string; email: string; role: string }
  team_role_changed: { name: string; team: string; role: string; changed_by: string }
  team_removed: { name: string; team: string; removed_by: string }
  tester_invitation: { token: string; app: string; invited_by: string; expires_at: string }
  app_transfer_offered: AppTransferMail & { expires_at: string }
  app_transferred: AppTransferMail
  version_changed: {
    name: string
    app: string
    app_id: string
    version: string
    /** What happened, as the end of "Version 1.2.0 of Clock …". */
    sentence: string
    reason: string | null
  }
  quarantine_opened: QuarantineMail & { ends_at: string; is_final: boolean }
  quarantine_waits: QuarantineMail & { ends_at: string }
  quarantine_confirmed: QuarantineMail
  quarantine_upheld: QuarantineMail
  app_suspended: { name: string; app: string; app_id: string; reason: string; change: 'suspended' | 'restored' }
  review_escalated: { name: string; app: string; app_id: string; version: string; review_id: string; reason: string }
  /** `to` says which side reads: the app's team, or reviewers. */
  review_message: { name: string; app: string; app_id: string; version: string; to: 'team' | 'review' }
  webhook_disabled: { name: string; url: string; error: string }
  account_locked: { name: string; reason: string }
  account_unlocked: { name: string }
  second_factor_removed: { name: string; reason: string }
  portal_role_changed: { name: string; role: string; changed_by: string }
}

/** When and from where something was done; times are ISO 8601 UTC. */
export interface Circumstances {
  at: string
  address: string
}

/** What a mail about an API key is told; times are ISO 8601 UTC. */
export interface ApiKeyMail {
  name: string
  key_name: string
  hint: string
  expires_at: string
  /** Where a leaked key was found, in the words of the finder. */
  found_at: string
}

/** What a mail about an app that moves to another team is told. */
export interface AppTransferMail {
  name: string
  app_id: string
  app_name: string
  from_team: string
  to_team: string
  by: string
}

/** What a mail about a version in quarantine is told. */
export interface QuarantineMail {
  name: string
  app: string
  app_id: string
  version: string
  version_id: string
  reason: string
}

export type MailName = keyof MailTexts

/** A mail before it is written: which one, and what it is told. */
export type MailToSend = { [Name in MailName]: { name: Name; data: MailTexts[Name] } }[MailName]
