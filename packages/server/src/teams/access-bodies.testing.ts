// A body for each endpoint that takes JSON, for the attack tests: it fits the schema, and does the thing where it can be done.
import { extendLineage, generateSigningKey } from '@mosis/format'
import { testPassword } from '../testing.ts'

let number = 0
/** Another one each time, so that nothing is refused because it is there already. */
const next = () => (number += 1)

const [oldKey, newKey] = [generateSigningKey(), generateSigningKey()]
/** A true handover, of keys that nobody registered. */
const lineage = extendLineage({
  appId: 'com.attack.app',
  minVersionCode: 2,
  oldPrivateKeyPem: oldKey.privateKeyPem,
  newPrivateKeyPem: newKey.privateKeyPem,
})
const sha256 = '0'.repeat(64)
const safetyReasons = { reason_code: 'malware', reason: 'Found out', public_reason: 'Harmful' }
const token = 'x'.repeat(43)
const password = testPassword
const passkey = {
  id: 'AAAA',
  rawId: 'AAAA',
  type: 'public-key',
  response: { clientDataJSON: 'AAAA', attestationObject: 'AAAA', authenticatorData: 'AAAA', signature: 'AAAA' },
  clientExtensionResults: {},
}
const telemetry = {
  app_id: 'com.attack.app',
  app_version: '1.0.0',
  mosis_version: '1.0.0',
  device_id: sha256,
}

/** By the endpoint's name; given the ids that its path, or its test, names. */
export const sampleBodies: Readonly<
  Record<string, (ids: Readonly<Record<string, string>>) => Record<string, unknown>>
> = {
  // Accounts
  register: () => ({ email: `made-${next()}@example.com`, name: 'Made', password }),
  login: () => ({ email: 'nobody@example.com', password }),
  refresh: () => ({ refresh_token: token }),
  updateMe: () => ({ name: `Renamed ${next()}` }),
  changeEmail: () => ({ email: `changed-${next()}@example.com` }),
  confirmEmail: () => ({ token }),
  undoEmailChange: () => ({ token }),
  changePassword: () => ({ current_password: 'not the password', new_password: password }),
  forgotPassword: () => ({ email: `nobody-${next()}@example.com` }),
  resetPassword: () => ({ token, password }),
  verifyEmail: () => ({ token }),
  deleteAccount: () => ({ email: 'somebody-else@example.com' }),
  confirm: () => ({ method: 'totp', code: '000000' }),
  logoutEverywhere: () => ({ keep_this: true }),
  showLink: () => ({ purpose: 'reset_password', token }),
  finishSignIn: () => ({ ticket: token, code: '000000' }),
  confirmTotp: () => ({ code: '000000' }),
  addPasskey: () => ({ name: 'Added', response: passkey }),
  renamePasskey: () => ({ name: 'Renamed' }),
  signInWithPasskey: () => ({ response: passkey }),
  startDeviceLogin: () => ({ client_id: 'mosis-cli' }),
  finishDeviceLogin: () => ({
    grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
    device_code: token,
    client_id: 'mosis-cli',
  }),
  changePortalRole: () => ({ role: 'developer' }),
  lockAccount: () => ({ reason: 'Somebody else signed in' }),
  removeSecondFactor: () => ({ reason: 'The phone is lost' }),
  setRule: () => ({ mode: 'observe' }),
  startRuleRun: () => ({ codes: ['http-allowed'] }),

  // Sign-ins elsewhere
  startGithub: () => ({}),
  startGoogle: () => ({}),
  linkIdentity: () => ({}),

  // Keys
  createApiKey: () => ({ name: 'Made', scopes: ['apps:read'] }),
  renameApiKey: () => ({ name: 'Renamed' }),
  rotateApiKey: () => ({ expires_in_days: 1 }),
  describeApiKey: () => ({ key: token }),
  reportLeakedApiKey: () => ({ key: token }),
  registerSigningKey: () => ({ name: 'Made', public_key: 'none', challenge: 'none', signature: 'none' }),
  renameSigningKey: () => ({ name: 'Renamed' }),
  rotateSigningKey: () => ({ lineage }),
  verifySignature: () => ({ message: '', signature: '' }),
  exchangeCiToken: () => ({ app_id: 'com.attack.app', token }),
  addTrustedPublisher: () => ({ provider: 'github', repository: 'olga/clock', workflow: `w${next()}.yml` }),

  // Teams
  createTeam: () => ({ name: `Made ${next()}` }),
  renameTeam: () => ({ name: `Renamed ${next()}` }),
  changeMember: () => ({ role: 'developer' }),
  invite: () => ({ email: `invited-${next()}@example.com`, role: 'viewer' }),
  showInvitation: () => ({ token }),
  acceptInvitation: () => ({ invitation_id: 'inv_notforyou' }),
  declineInvitation: () => ({ invitation_id: 'inv_notforyou' }),
  transferApp: () => ({ team_id: 'team_notthere' }),
  createWebhook: () => ({ url: `https://hooks.example/${next()}` }),
  updateWebhook: () => ({ is_enabled: true }),

  // Apps
  createApp: ({ team_id }) => ({ id: `com.attack.made${next()}`, name: 'Made', ...(team_id && { team_id }) }),
  updateApp: () => ({ description: `Changed ${next()}` }),
  putListing: () => ({ name: `Said ${next()}` }),
  arrangeScreenshots: () => ({ screenshots: [] }),
  putWhatsNew: () => ({ texts: { de: 'Neu' } }),
  submitVersion: () => ({ release_notes: 'Changed' }),
  cancelVersion: () => ({}),
  publishVersion: () => ({}),
  scheduleVersion: () => ({ release_at: '2026-02-01T00:00:00.000Z' }),
  unscheduleVersion: () => ({}),
  raiseRollout: () => ({ percent: 100 }),
  haltVersion: () => ({}),
  resumeVersion: () => ({}),
  withdrawVersion: () => ({}),
  approveReview: () => ({}),
  rejectReview: () => ({ reason: 'No' }),
  requestChanges: () => ({ reason: 'Change this' }),
  claimReview: () => ({}),
  escalateReview: () => ({ reason: 'Too much for me' }),
  addReviewNote: () => ({ text: 'Looks like the other one' }),
  writeToDeveloper: () => ({ text: 'What is this for?' }),
  writeToThread: () => ({ text: 'For that' }),
  appealVersion: () => ({ text: 'It is not so' }),

  // Safety
  quarantineVersion: () => safetyReasons,
  liftQuarantine: () => safetyReasons,
  upholdQuarantine: () => ({ reason: 'No', public_reason: 'No' }),
  appealQuarantine: () => ({ text: 'Please look again' }),
  suspendApp: () => safetyReasons,
  putFeatured: () => ({ app_ids: [] }),
  restoreApp: () => safetyReasons,
  createBlock: () => ({
    kind: 'package',
    value: next().toString(16).padStart(64, '0'),
    reason: 'No',
    public_reason: 'No',
  }),
  closeReports: () => ({ reason: 'Looked at' }),
  reportApp: () => ({ category: 'broken' }),

  // Testers
  inviteTester: () => ({ email: `tester-${next()}@example.com` }),
  createTesterLink: () => ({}),
  joinTesters: () => ({ token }),
  showTesting: () => ({ token }),
  leaveTesters: () => ({ tester_token: `mt_${token}` }),

  // Telemetry
  sendEvents: () => ({
    ...telemetry,
    session_id: '7f0c2f2e-9d0a-4b7e-8f6a-1c2d3e4f5a6b',
    events: [{ type: 'app_start', timestamp: '2026-01-02T03:04:05.000Z' }],
  }),
  sendCrash: () => ({
    ...telemetry,
    timestamp: '2026-01-02T03:04:05.000Z',
    crash: { type: 'lua_error', message: 'no' },
  }),
}
