import type { ApiKeyMail, Circumstances, MailName, MailTexts } from './texts.ts'

/** A mail before its lines are broken. */
export interface Draft {
  /** Nothing that a stranger can choose, save names that were checked. */
  subject: string
  /** Paragraphs. */
  body: readonly string[]
}

/** Makes the address of a page of the portal. */
export type Link = (path: string, query?: Readonly<Record<string, string>>) => string

export type Words = { [Name in MailName]: (data: MailTexts[Name], link: Link) => Draft }

/**
 * Mails that go to an address nobody has proved yet name nobody: otherwise a stranger could have the portal send a text of their
 * own choice, as a person's name, to everybody.
 */
export const words: Words = {
  verify_email: ({ token }, link) => ({
    subject: 'Confirm your e-mail address',
    body: [
      'Somebody, probably you, made an account with this e-mail address. Open this link within 24 hours to confirm it:',
      link('/auth/verify', { token }),
      'If it was not you, do nothing: without the link the account cannot publish anything, and you get no further mail.',
    ],
  }),
  reset_password: ({ token }, link) => ({
    subject: 'Set a new password',
    body: [
      'Somebody, probably you, asked for a new password for your account. Open this link within an hour to choose one:',
      link('/auth/reset', { token }),
      'It works once. Setting the password signs the account out everywhere; a second factor stays switched on.',
      'If it was not you, do nothing: your password stays as it is.',
    ],
  }),
  password_changed: (data, link) => ({
    subject: 'Your password was changed',
    body: [
      `The password of your account was changed ${circumstances(data)}. Other sessions were signed out; API keys go on working.`,
      notYou(link),
    ],
  }),
  email_change_confirm: ({ token, old_email }, link) => ({
    subject: 'Confirm your new e-mail address',
    body: [
      `The account of ${old_email} shall have this e-mail address instead. Open this link within 24 hours to confirm it:`,
      link('/auth/email', { token }),
      'If you do not know of this, do nothing: the account then keeps its address.',
    ],
  }),
  email_change_asked: (data, link) => ({
    subject: 'Your e-mail address is about to change',
    body: [
      `Another e-mail address was asked for on your account ${circumstances(data)}. It takes the place of this one once it is confirmed.`,
      notYou(link),
    ],
  }),
  email_changed: ({ undo_token, ...data }, link) => ({
    subject: 'Your e-mail address was changed',
    body: [
      `Your account has another e-mail address since ${circumstances(data)}. This one does not belong to it any more.`,
      'If it was not you, take the account back within 7 days. This ends every session and lets you set a new password:',
      link('/auth/undo', { token: undo_token }),
    ],
  }),
  email_change_undone: (data, link) => ({
    subject: 'Your e-mail address is the old one again',
    body: [
      `The change of your e-mail address was undone ${circumstances(data)}, and every session was ended.`,
      `Set a new password now, then check sessions, keys and other ways to sign in: ${link('/auth/forgot')}`,
    ],
  }),
  account_deleted: (data) => ({
    subject: 'Your account was deleted',
    body: [
      `Your account was deleted ${circumstances(data)}, with its sessions, keys and ways to sign in. What the log of changes needs is kept without your name.`,
      'Thank you for having been here. If it was not you, write to whoever runs the portal.',
    ],
  }),
  new_sign_in: ({ client, ...data }, link) => ({
    subject: 'Somebody signed in to your account',
    body: [
      `Your account was signed in to ${circumstances(data)}, with: ${client === '' ? 'a program without a name' : client}`,
      `If it was you, there is nothing to do. Every session stands at ${link('/account/sessions')}`,
      notYou(link),
    ],
  }),
  api_key_made: (data, link) => ({
    subject: `The API key "${data.key_name}" was made`,
    body: [
      `${describeKey(data)} was made for your account. It works until ${moment(data.expires_at)}.`,
      `If it was not you, revoke it and set a new password: ${link('/auth/forgot')}`,
    ],
  }),
  api_key_leaked: (data) => ({
    subject: `The API key "${data.key_name}" leaked and was revoked`,
    body: [
      `${describeKey(data)} was found at ${data.found_at}, where others can read it. It was revoked at once.`,
      'Look for what was done with it in the log of your account, and make a new key if you need one.',
    ],
  }),
  api_key_ends: (data) => ({
    subject: `The API key "${data.key_name}" ends soon`,
    body: [
      `${describeKey(data)} ends on ${moment(data.expires_at)}; what uses it fails from then on.`,
      'To replace it by a new one with the same rights: mosis api-keys rotate',
    ],
  }),
  trusted_publisher_changed: ({ app_id, change, publisher }, link) => ({
    subject: `Trusted publisher of ${app_id} ${change}`,
    body: [
      `${publisher} was ${change} as a trusted publisher of the app ${app_id}. CI runs like this may publish the app${change === 'removed' ? ' no longer' : ''}.`,
      notYou(link),
    ],
  }),
  version_changed: ({ app, app_id, version, sentence, reason }) => ({
    subject: `Version ${version} of ${app} ${sentence}`,
    body: [
      `Version ${version} of ${app} (${app_id}) ${sentence}.`,
      ...(reason === null ? [] : [`The reason: ${reason}`]),
      `mosis status ${app_id} shows every version and what to do next.`,
    ],
  }),
  quarantine_opened: ({ app, app_id, version, version_id, reason, ends_at, is_final }) => ({
    subject: `Version ${version} of ${app} was put into quarantine`,
    body: [
      `Version ${version} of ${app} (${app_id}) was taken out of the store. What was found: ${reason}`,
      is_final
        ? 'It stays out of the store, and devices that have it stop it.'
        : `A second person looks at it. If nobody confirms it by ${moment(ends_at)}, it ends by itself and the version is back.`,
      `You can appeal once, and somebody who had no part in it answers: POST /v1/apps/${app_id}/versions/${version_id}/quarantine/appeal`,
    ],
  }),
  quarantine_waits: ({ app, app_id, version, version_id, reason, ends_at }) => ({
    subject: `Version ${version} of ${app} is in quarantine and waits for a second person`,
    body: [
      `Version ${version} of ${app} (${app_id}) was put into quarantine: ${reason}`,
      `Confirm or lift it until ${moment(ends_at)}; otherwise the version is offered again by itself: /v1/apps/${app_id}/versions/${version_id}/quarantine`,
    ],
  }),
  quarantine_confirmed: ({ app, app_id, version, version_id, reason }) => ({
    subject: `The quarantine of version ${version} of ${app} was confirmed`,
    body: [
      `A second person confirmed the quarantine of version ${version} of ${app} (${app_id}): ${reason}`,
      'It stays out of the store, and devices that have it stop it; the data of the people who use it stays.',
      `If you have not appealed yet, you can, once: POST /v1/apps/${app_id}/versions/${version_id}/quarantine/appeal`,
    ],
  }),
  quarantine_upheld: ({ app, app_id, version, reason }) => ({
    subject: `Your appeal about version ${version} of ${app} was answered`,
    body: [
      `Somebody else looked at version ${version} of ${app} (${app_id}), and it stays in quarantine: ${reason}`,
      'A corrected version with a higher version_code can be uploaded at any time.',
    ],
  }),
  app_suspended: ({ app, app_id, reason, change }) => ({
    subject: `${app} was ${change}`,
    body: [
      change === 'suspended'
        ? `The app ${app} (${app_id}) was taken out of the store, and uploads are refused. What is installed goes on working.`
        : `The suspension of the app ${app} (${app_id}) was taken back: it is as it was before.`,
      `The reason: ${reason}`,
    ],
  }),
  review_escalated: ({ app, app_id, version, review_id, reason }) => ({
    subject: `A review waits for an admin: ${app} ${version}`,
    body: [
      `A reviewer leaves the decision about version ${version} of ${app} (${app_id}) to an admin: ${reason}`,
      `It is the review ${review_id}.`,
    ],
  }),
  review_message: ({ app, app_id, version, to }) => ({
    subject: `A new message about version ${version} of ${app}`,
    body: [
      to === 'team'
        ? `A reviewer wrote to you about version ${version} of ${app} (${app_id}).`
        : `The team of ${app} (${app_id}) wrote about the review of version ${version}.`,
      'Read and answer it in the thread of the version. Until you have read it, further messages are mailed once an hour at most.',
    ],
  }),
  webhook_disabled: ({ url, error }) => ({
    subject: 'A webhook was switched off',
    body: [
      `Nothing was taken at ${new URL(url).host} for three days, so the webhook there was switched off. The last time: ${error}`,
      'Switch it on again once it works: what happened meanwhile is not sent later.',
    ],
  }),
  identity_linked: ({ provider, identity, ...data }, link) => ({
    subject: `${provider} can sign in to your account`,
    body: [
      `The ${provider} account "${identity}" was linked with your account ${circumstances(data)}. Whoever signs in to it can sign in to yours.`,
      notYou(link),
    ],
  }),
  identity_unlinked: ({ provider, identity, ...data }, link) => ({
    subject: `${provider} can no longer sign in to your account`,
    body: [
      `The ${provider} account "${identity}" was unlinked from your account ${circumstances(data)}.`,
      notYou(link),
    ],
  }),
  totp_on: (_data, link) => ({
    subject: 'An authenticator app was set up',
    body: ['Signing in to your account now needs a code of an authenticator app.', notYou(link)],
  }),
  totp_off: (_data, link) => ({
    subject: 'The authenticator app was switched off',
    body: ['Signing in to your account no longer needs a code of an authenticator app.', notYou(link)],
  }),
  recovery_codes_new: (_data, link) => ({
    subject: 'New recovery codes were made',
    body: ['New recovery codes were made for your account; the older ones do not work any more.', notYou(link)],
  }),
  recovery_code_used: ({ codes_left }, link) => ({
    subject: 'A recovery code was used',
    body: [
      `A recovery code of your account was used to sign in; ${codes_left} are left. You can make new ones in your account's settings.`,
      notYou(link),
    ],
  }),
  second_factor_failing: ({ failures, address }, link) => ({
    subject: 'Somebody knows your password',
    body: [
      `Somebody at ${address} gave the right password of your account and then ${failures} wrong codes.`,
      `If it was not you, your password is known to somebody else. Set a new one: ${link('/auth/forgot')}`,
    ],
  }),
  passkey_added: ({ passkey }, link) => ({
    subject: 'A passkey was added',
    body: [`The passkey "${passkey}" can sign in to your account from now on.`, notYou(link)],
  }),
  passkey_removed: ({ passkey }, link) => ({
    subject: 'A passkey was removed',
    body: [`The passkey "${passkey}" can no longer sign in to your account.`, notYou(link)],
  }),
  passkey_refused: ({ passkey, address }, link) => ({
    subject: 'A passkey was refused',
    body: [
      `The passkey "${passkey}" was used at ${address} and refused: it counts as if there were a copy of it. Remove it and add it anew.`,
      notYou(link),
    ],
  }),
  // The one mail that names people to an address nobody has proved: an invitation that does not say whose it is helps nobody.
  // Only owners with a proved address send it, few a day, and what they choose are a checked name and a team's.
  team_invitation: ({ token, team, role, invited_by, expires_at }, link) => ({
    subject: 'You are invited to a team',
    body: [
      `${invited_by} invites you to the team "${team}" as ${role}. Open this link until ${moment(expires_at)} to accept or decline:`,
      link('/auth/invitation', { token }),
      'If you do not know them, do nothing: without the link nobody joins, and the invitation ends by itself.',
    ],
  }),
  tester_invitation: ({ token, app, invited_by, expires_at }, link) => ({
    subject: 'You are invited to test an app',
    body: [
      `${invited_by} invites you to test versions of the app "${app}" before everybody gets them. Give this link to your device until ${moment(expires_at)}; opened in a browser it says how:`,
      link('/testing', { token }),
      'It works once, for one device. If you do not know them, do nothing: the invitation ends by itself.',
    ],
  }),
  team_joined: ({ team, member, email, role }, link) => ({
    subject: 'Somebody joined your team',
    body: [
      `${member} (${email}) accepted an invitation and is now ${role} of the team "${team}".`,
      `If that is wrong, remove the member: ${link('/')}`,
    ],
  }),
  team_role_changed: ({ team, role, changed_by }) => ({
    subject: 'Your role in a team was changed',
    body: [`${changed_by} changed your role in the team "${team}": you are ${role} from now on.`],
  }),
  team_removed: ({ team, removed_by }) => ({
    subject: 'You are no longer in a team',
    body: [`${removed_by} took you out of the team "${team}". You see its apps no more.`],
  }),
  app_transfer_offered: ({ app_id, app_name, from_team, to_team, by, expires_at }, link) => ({
    subject: 'An app is offered to another team',
    body: [
      `${by} offers the app ${app_id} (${app_name}) of the team "${from_team}" to the team "${to_team}".`,
      `An owner of "${to_team}" can accept or decline until ${moment(expires_at)}; an owner of "${from_team}" can take the offer back.`,
      notYou(link),
    ],
  }),
  app_transferred: ({ app_id, app_name, from_team, to_team, by }, link) => ({
    subject: 'An app belongs to another team',
    body: [
      `The app ${app_id} (${app_name}) moved from the team "${from_team}" to the team "${to_team}"; ${by} had the last word.`,
      'Its trusted publishers ended with it. Packages are signed by keys of the new team from now on: mosis keys rotate hands over.',
      notYou(link),
    ],
  }),
  account_locked: ({ reason }) => ({
    subject: 'Your account was locked',
    body: [
      `Whoever runs the portal locked your account. The reason: ${reason}`,
      'You are signed out everywhere, and nothing signs in to it until it is unlocked: no password, passkey, API key or CI run. Apps of your teams stay in the store.',
      'If you think that this is a mistake, write to whoever runs the portal.',
    ],
  }),
  account_unlocked: (_data, link) => ({
    subject: 'Your account was unlocked',
    body: [
      `You can sign in again: ${link('/auth/sign-in')}`,
      'API keys work again. Sessions that the lock ended do not come back.',
    ],
  }),
  second_factor_removed: ({ reason }, link) => ({
    subject: 'Your second factor was taken away',
    body: [
      `Whoever runs the portal took the authenticator app and the recovery codes of your account away. The reason: ${reason}`,
      `You are signed out everywhere, and signing in asks for no code now. Set the app up anew: ${link('/account/security')}`,
      'If you did not ask for this, set a new password at once and write to whoever runs the portal:',
      link('/auth/forgot'),
    ],
  }),
  portal_role_changed: ({ role, changed_by }, link) => ({
    subject: 'Your role on the portal was changed',
    body: [`${changed_by} changed your role on the portal: you are ${role} from now on.`, notYou(link)],
  }),
}

function notYou(link: Link): string {
  return `If it was not you, set a new password, which ends every session: ${link('/auth/forgot')}\nThen remove keys and ways to sign in that you do not know.`
}

const circumstances = ({ at, address }: Circumstances) =>
  `${moment(at)}${address === '' ? '' : ` from the address ${address}`}`

const moment = (time: string) => `${time.slice(0, 10)} ${time.slice(11, 16)} UTC`

const describeKey = ({ key_name, hint }: ApiKeyMail) => `The API key "${key_name}" that ends in ${hint}`
