/** What each exit code means; the help and the reference page read it. */
export const exitCodes = {
  ok: { code: 0, meaning: 'done' },
  unexpected: { code: 1, meaning: 'an unexpected failure, or a test that failed' },
  usage: { code: 2, meaning: 'a wrong command line, or a flag that is missing' },
  invalid: { code: 3, meaning: 'the app or package is not valid' },
  signIn: { code: 4, meaning: 'signing in is needed or was refused' },
  notFound: { code: 5, meaning: 'there is no such thing' },
  conflict: { code: 6, meaning: 'it is taken: the version, the id, the name' },
  unreachable: { code: 7, meaning: 'the portal does not answer' },
  rejected: { code: 8, meaning: 'the review said no' },
  running: { code: 9, meaning: 'still running when the wait ended' },
  interrupted: { code: 130, meaning: 'interrupted with Ctrl-C' },
} as const

export type ExitName = keyof typeof exitCodes

/** Every failure that the command itself can name: its exit and a sentence for `mosis explain`. */
export const failures = {
  internal: { exit: 'unexpected', about: 'Something that nobody foresaw: a fault of the command itself.' },
  interrupted: {
    exit: 'interrupted',
    about: 'The command was stopped with Ctrl-C, or a question was left unanswered or answered with no.',
  },
  'usage.wrong': {
    exit: 'usage',
    about: 'The command line cannot be read: an unknown command or flag, or a wrong value.',
  },
  'usage.missing': {
    exit: 'usage',
    about:
      'The command needs more than it was given, and may not ask: there is no terminal, or --no-input, --json or CI is set.',
  },
  'file.not_found': { exit: 'notFound', about: 'There is no file or folder with this path.' },
  'file.not_readable': { exit: 'unexpected', about: 'The system does not let the command read this file or folder.' },
  'file.not_writable': {
    exit: 'unexpected',
    about: 'The system does not let the command write there: no permission, or no space left.',
  },
  'file.locked': {
    exit: 'conflict',
    about: 'Another mosis process works with the same file and did not finish in time.',
  },
  'folder.not_empty': {
    exit: 'conflict',
    about:
      'mosis init writes only into a folder that is new, empty, or holds nothing but version control and dot files.',
  },
  'project.too_large': {
    exit: 'invalid',
    about: 'The folder holds far more than a package may. Usually the path is wrong, or .mosisignore misses a line.',
  },
  'project.unsafe_file': {
    exit: 'invalid',
    about: 'A project is made of plain files and folders: links and devices could bring in what nobody sees.',
  },
  'settings.invalid': { exit: 'usage', about: 'A settings file cannot be read, or holds a name that no flag has.' },
  'key.none': {
    exit: 'notFound',
    about: 'Packages are signed with a key of your own, and there is none yet. Only unsigned builds work without one.',
  },
  'key.not_found': { exit: 'notFound', about: 'There is no signing key with this name on this machine.' },
  'key.exists': {
    exit: 'conflict',
    about: 'A signing key is never overwritten: apps signed by it could never be updated.',
  },
  'key.ambiguous': { exit: 'usage', about: 'There are several signing keys and nothing says which one to use.' },
  'key.replaced': {
    exit: 'usage',
    about:
      'The app was handed over to another key (META-INF/LINEAGE of the project says to which): devices accept only that one now.',
  },
  'key.used_before': {
    exit: 'conflict',
    about: 'A key that signed an app before can never become its key again: devices stopped trusting it for good.',
  },
  'key.unreadable': { exit: 'invalid', about: 'The file is not an Ed25519 private key in PKCS#8 PEM form.' },
  'key.foreign_challenge': {
    exit: 'signIn',
    about:
      'The text to be signed names another portal than the one that gave it. Signing it could give your key to somebody else there.',
  },
  'signature.missing': { exit: 'invalid', about: 'The package carries no signature.' },
  'signature.other_key': {
    exit: 'invalid',
    about: 'The package is signed, and by another key than the one that was asked for.',
  },
  'signin.needed': { exit: 'signIn', about: 'The command talks to the portal as you and there is no sign-in for it.' },
  'signin.ended': { exit: 'signIn', about: 'The portal no longer knows this sign-in: it expired or was ended.' },
  'signin.refused': { exit: 'signIn', about: 'Somebody refused the sign-in on the page of the portal.' },
  'signin.expired': {
    exit: 'signIn',
    about: 'A sign-in by the page of the portal waits ten minutes, and nobody approved it in time.',
  },
  'signin.ci_failed': {
    exit: 'signIn',
    about: 'This CI run can show an ID token to be let in without a kept secret, and the CI did not hand one out.',
  },
  'signin.second_factor': {
    exit: 'signIn',
    about: 'The password was right, and the account is protected by more than that: an authenticator app or a passkey.',
  },
  'signin.wrong_token': { exit: 'signIn', about: 'The portal does not know the token that was handed in.' },
  'signin.not_recent': {
    exit: 'signIn',
    about:
      'What makes new credentials wants a sign-in of the last 15 minutes, so that an old one that was stolen cannot.',
  },
  'keyring.no_answer': {
    exit: 'signIn',
    about: 'The sign-in is kept in the system keyring, which is locked, switched off or no longer has it.',
  },
  'package.invalid': {
    exit: 'invalid',
    about: 'The checks that the portal would make found errors, so nothing was uploaded.',
  },
  'review.cancelled': {
    exit: 'conflict',
    about: 'Somebody of the team took the version back to draft while it was waited for.',
  },
  'release.nothing': {
    exit: 'notFound',
    about: 'The app has no version with this version_code, or none in a state that this command is for.',
  },
  'simulator.failed': { exit: 'unexpected', about: 'The phone in the browser could not be started, or broke down.' },
  'simulator.not_running': {
    exit: 'notFound',
    about: 'mosis sim does something to a phone that mosis dev or mosis run has opened, and none is open.',
  },
  'simulator.ambiguous': { exit: 'usage', about: 'Several phones are open, and nothing says which one is meant.' },
  'simulator.app_not_running': { exit: 'conflict', about: 'The phone is there, and its app is closed or has stopped.' },
  'simulator.no_element': {
    exit: 'notFound',
    about: 'Nothing on the screen fits the selector, or it cannot be used so.',
  },
  'simulator.no_page': {
    exit: 'conflict',
    about: 'Places on the screen exist only while a browser shows the phone, since it lays the screen out.',
  },
  'simulator.no_browser': {
    exit: 'notFound',
    about: 'Drawing the screen needs a Chromium or Chrome on this machine; MOSIS_CHROMIUM names one.',
  },
  'simulator.orientation_fixed': {
    exit: 'conflict',
    about: 'The manifest says that the app is portrait or landscape only, so its screen does not turn with the phone.',
  },
  'simulator.not_asked': {
    exit: 'conflict',
    about: 'The phone asks for no permission now, so there is nothing to answer.',
  },
  'simulator.unknown_permission': {
    exit: 'usage',
    about: 'The app does not declare this permission, or nobody decides on it.',
  },
  'simulator.wrong_argument': { exit: 'usage', about: 'The phone cannot be set to this value.' },
  'simulator.unknown_verb': {
    exit: 'usage',
    about: 'The phone cannot do this: it is of another version than this command.',
  },
  'simulator.refused': { exit: 'unexpected', about: 'The phone could not do what it was asked.' },
  'permission.unknown': { exit: 'usage', about: 'There is no permission with this name.' },
  'code.unknown': { exit: 'notFound', about: 'No part of Mosis uses this code.' },
  'setting.unknown': { exit: 'usage', about: 'There is no setting with this name.' },
} as const satisfies Record<string, { exit: ExitName; about: string }>

export type FailureCode = keyof typeof failures

/** The exit of an answer of the portal, by its HTTP status; 0 means that no answer came. */
export function exitOfStatus(status: number): ExitName {
  if (status === 0 || status === 502 || status === 503 || status === 504 || status === 429) return 'unreachable'
  if (status === 401 || status === 403) return 'signIn'
  if (status === 404 || status === 410) return 'notFound'
  if (status === 409) return 'conflict'
  return status >= 400 && status < 500 ? 'invalid' : 'unexpected'
}

/** The exit of a device's refusal; whatever is not here is an unexpected failure. */
export const deviceExits: Readonly<Record<string, ExitName>> = {
  'device.invalid_app_id': 'usage',
  'device.app_not_installed': 'notFound',
  'device.file_unreadable': 'notFound',
  'device.backup_not_found': 'notFound',
  'device.action_impossible': 'notFound',
  'device.no_update': 'notFound',
  'device.portal_refused': 'notFound',
  'device.package_mismatch': 'invalid',
  'device.signer_changed': 'invalid',
  'device.version_too_old': 'invalid',
  'device.download_too_large': 'invalid',
  'device.first_start_failed': 'invalid',
  'device.revoked': 'invalid',
  'device.not_newer': 'conflict',
  'device.needs_consent': 'conflict',
  'device.busy': 'conflict',
  'device.app_running': 'conflict',
  'device.already_running': 'conflict',
  'device.invalid_tester_link': 'usage',
  'device.not_asked_for': 'usage',
  'device.not_a_tester': 'notFound',
  'device.no_portal': 'usage',
  'device.portal_unreachable': 'unreachable',
  'device.download_cut': 'unreachable',
}
