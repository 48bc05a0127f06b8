/**
 * What each kind of change is called in the audit log: by what it was done to, and what was done. A new kind of change begins
 * with a line here.
 */
export const auditWords = {
  account: {
    register: 'Made the account',
    rename: 'Changed the name',
    delete: 'Deleted the account',
    verify_email: 'Confirmed the e-mail address',
    ask_email_change: 'Asked for another e-mail address',
    change_email: 'Changed the e-mail address',
    cancel_email_change: 'Gave up the change of the e-mail address',
    undo_email_change: 'Took the change of the e-mail address back',
    change_password: 'Changed the password',
    reset_password: 'Set a new password through the mail',
    link_identity: 'Linked an account elsewhere to sign in with',
    unlink_identity: 'Unlinked an account elsewhere',
    totp_on: 'Switched the authenticator app on',
    totp_off: 'Switched the authenticator app off',
    recovery_codes_new: 'Made new recovery codes',
    recovery_code_use: 'Used a recovery code',
    wrong_code: 'A wrong code was given after the right password',
    change_role: 'Changed the role on the portal',
    lock: 'Locked the account',
    unlock: 'Unlocked the account',
    remove_second_factor: 'Took the authenticator app and the recovery codes away',
  },
  session: {
    sign_in: 'Signed in',
    sign_out: 'Signed out',
    confirm: 'Proved again who they are',
    revoke: 'Ended a session',
    revoke_reused: 'A refresh token was used twice, so its session was ended',
    approve_device_login: 'Approved the sign-in of a device',
    deny_device_login: 'Refused the sign-in of a device',
  },
  passkey: {
    add: 'Added a passkey',
    rename: 'Renamed a passkey',
    remove: 'Removed a passkey',
    refuse: 'A passkey was refused, as if there were a copy of it',
  },
  signing_key: {
    register: 'Registered a signing key',
    revoke: 'Took a signing key out of use',
    rotate: 'Handed an app over to another signing key',
  },
  api_key: {
    create: 'Made an API key',
    rotate: 'Replaced an API key',
    revoke: 'Revoked an API key',
  },
  team: {
    create: 'Made a team',
    rename: 'Renamed a team',
    delete: 'Deleted a team',
    invite: 'Invited somebody to a team',
    withdraw_invitation: 'Withdrew an invitation',
    decline_invitation: 'Declined an invitation',
    join: 'Joined a team',
    change_role: 'Changed a role in a team',
    remove_member: 'Removed somebody from a team',
    leave: 'Left a team',
    add_webhook: 'Added a webhook',
    change_webhook: 'Changed a webhook',
    remove_webhook: 'Removed a webhook',
  },
  app: {
    create: 'Created an app',
    update: 'Changed what an app says about itself',
    lookalike: 'An app looks like a well-known one',
    edit_listing: 'Changed what an app says in a language',
    remove_listing: 'Took a language of an app away',
    add_screenshot: 'Added a screenshot',
    arrange_screenshots: 'Put screenshots into another order',
    remove_screenshot: 'Removed a screenshot',
    delete: 'Deleted an app',
    offer_transfer: 'Offered an app to another team',
    withdraw_transfer: 'Withdrew the offer of an app',
    decline_transfer: 'Declined an app',
    transfer: 'Took an app over',
    add_trusted_publisher: 'Let CI runs publish an app',
    remove_trusted_publisher: 'Stopped CI runs from publishing an app',
    invite_tester: 'Invited a tester',
    remove_tester: 'Removed a tester',
    join_testers: 'A device became a tester',
    leave_testers: 'A device stopped being a tester',
    add_tester_link: 'Made a link for testers',
    remove_tester_link: 'Took a link for testers back',
    suspend: 'Suspended an app',
    restore: 'Took the suspension of an app back',
    close_reports: 'Closed the reports about an app',
    feature: 'Put an app on the front of the store',
    unfeature: 'Took an app from the front of the store',
  },
  version: {
    upload: 'Uploaded a version',
    edit_whats_new: 'Changed what is said to be new in a version',
    submit: 'Sent a version to review',
    cancel: 'Took a version back from review',
    check: 'The automated review began',
    fail: 'The automated review failed',
    pass: 'The automated review passed',
    approve: 'Approved a version',
    reject: 'Rejected a version',
    request_changes: 'Sent a version back for changes',
    appeal: 'Appealed against the rejection of a version',
    schedule: 'Set the time at which a version is published',
    unschedule: 'Took the time of a version back',
    publish: 'Published a version',
    raise: 'Offered a version to more devices',
    promote: "Gave the testers' version to everybody",
    supersede: 'Another version took the place of this one',
    halt: 'Halted a version',
    resume: 'Resumed a version',
    quarantine: 'Put a version into quarantine',
    release: 'Released a version from quarantine',
    restore: 'A quarantine that nobody confirmed ended',
    confirm_quarantine: 'Confirmed the quarantine of a version',
    end_quarantine: 'Ended the quarantine of a version',
    appeal_quarantine: 'Appealed against the quarantine of a version',
    uphold_quarantine: 'Answered an appeal: the quarantine stays',
    withdraw: 'Withdrew a version for good',
    delete: 'Deleted a version',
  },
  block: {
    add: 'Blocked a file, a package or a signing key',
    remove: 'Took a block back',
  },
  review: {
    approve: 'Approved a version in review',
    reject: 'Rejected a version in review',
    request_changes: 'Asked for changes in review',
    escalate: 'Left the decision about a version to an admin',
    claim: 'Claimed a review',
    release: 'Gave a claimed review back',
  },
  rule: {
    change_mode: 'Changed how a rule of the automated review is set',
    run: 'Tried rules on all published apps',
  },
  job: {
    retry: 'Had a job that was given up tried again',
  },
  store: {
    arrange_featured: 'Put the apps on the front of the store into another order',
  },
  portal: {
    back_up: 'Had a backup of the database made',
  },
} as const satisfies Record<string, Record<string, string>>

type Words = typeof auditWords

export type AuditSubject = keyof Words
/** What may be noted of a subject. */
export type AuditAction<Subject extends AuditSubject> = keyof Words[Subject] & string

/** A sentence for a change; one of an older version of the portal that has none is named as it is stored. */
export function wordsFor(subject: string, action: string): string {
  const words: Readonly<Record<string, Readonly<Record<string, string>>>> = auditWords
  return words[subject]?.[action] ?? `${subject}: ${action}`.replaceAll('_', ' ')
}
