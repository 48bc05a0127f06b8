// What each endpoint gives to whom, written down for the attack tests: an endpoint that is not named here fails them.
import type { ErrorCode, TeamAction } from '@mosis/api'

/** Whose the thing is that an endpoint is about, and what everybody else is told. */
export type AccessRule =
  /** Nobody's, or the caller's own: the endpoint's `access` decides alone. */
  | { of: 'caller' }
  /** One account's; everybody else learns that there is none. */
  | { of: 'account'; missing: ErrorCode }
  /** Somebody's who is none of the callers. */
  | { of: 'nobody'; missing: ErrorCode }
  /** A team's, and each role may what the table of roles says. `part`: the answer for a part of another team's thing. */
  | { of: 'app' | 'team' | 'offer'; action: TeamAction; missing: ErrorCode; part?: ErrorCode }

const caller: AccessRule = { of: 'caller' }
const ofAccount = (missing: ErrorCode): AccessRule => ({ of: 'account', missing })
const ofNobody = (missing: ErrorCode): AccessRule => ({ of: 'nobody', missing })
const ofApp = (action: TeamAction, part?: ErrorCode): AccessRule => ({
  of: 'app',
  action,
  missing: 'app.not_found',
  ...(part && { part }),
})
const ofTeam = (action: TeamAction, part?: ErrorCode): AccessRule => ({
  of: 'team',
  action,
  missing: 'team.not_found',
  ...(part && { part }),
})
const ofOffer: AccessRule = { of: 'offer', action: 'app.receive', missing: 'transfer.not_found' }

const ownAccount = [
  'showLink getEmail dropEmailChange startBrowserSession',
  'register login refresh logout me updateMe changeEmail confirmEmail undoEmailChange changePassword forgotPassword',
  'resetPassword sendVerification verifyEmail deleteAccount exportAccount confirm listOwnAudit listSessions logoutEverywhere',
  'startGithub finishGithub startGoogle finishGoogle linkIdentity listIdentities unlinkIdentity',
  'startPasskey addPasskey listPasskeys startPasskeySignIn signInWithPasskey',
  'getSecondFactor startTotp confirmTotp dropTotp replaceRecoveryCodes finishSignIn',
  'startDeviceLogin finishDeviceLogin getDeviceLogin approveDeviceLogin denyDeviceLogin',
  'createApiKey listApiKeys describeApiKey reportLeakedApiKey createKeyChallenge registerSigningKey listSigningKeys exchangeCiToken',
  'listApps checkAppId getDashboard listTeams createTeam listMyInvitations showInvitation',
]
const everybodys = [
  'getPortal getSession listFeaturedApps listStoreVersions',
  'listReceiptKeys listStoreApps getStoreApp getStoreIcon downloadStoreApp checkUpdates getPackage getImage sendEvents sendCrash joinTesters leaveTesters showTesting',
]
const portalRoles = [
  'listJobs summarizeJobs retryJob',
  'listAllApps listFeatured putFeatured getPortalOverview getPortalStorage listBackups makeBackup listSettings',
  'getAccount summarizeReviews listRuleRuns',
  'lockAccount unlockAccount removeSecondFactor',
  'listAccounts changePortalRole listAudit listReviews getReview approveReview rejectReview requestChanges',
  'claimReview releaseReview escalateReview getReviewDifference listReviewFiles getReviewFile listReviewNotes addReviewNote',
  'listReviewThread writeToDeveloper',
  'listRules setRule startRuleRun getRuleRun',
]

const safety = [
  'listQuarantines quarantineVersion getQuarantine confirmQuarantine liftQuarantine upholdQuarantine',
  'suspendApp restoreApp createBlock listBlocks removeBlock listReports closeReports',
  'getRevocations listDecisions reportApp',
]

/** The rule of every endpoint, by its name. */
export const accessRules: ReadonlyMap<string, AccessRule> = new Map<string, AccessRule>([
  ...[...ownAccount, ...everybodys, ...safety, ...portalRoles]
    .flatMap((line) => line.split(' '))
    .map((name): [string, AccessRule] => [name, caller]),

  ['revokeSession', ofAccount('session.not_found')],
  ['renamePasskey', ofAccount('passkey.not_found')],
  ['removePasskey', ofAccount('passkey.not_found')],
  ['renameApiKey', ofAccount('api_key.not_found')],
  ['rotateApiKey', ofAccount('api_key.not_found')],
  ['revokeApiKey', ofAccount('api_key.not_found')],
  ['renameSigningKey', ofAccount('key.not_found')],
  ['rotateSigningKey', ofAccount('key.not_found')],
  ['verifySignature', ofAccount('key.not_found')],
  ['revokeSigningKey', ofAccount('key.not_found')],
  ['acceptInvitation', ofNobody('invitation.not_found')],
  ['declineInvitation', ofNobody('invitation.not_found')],

  ['getTeam', ofTeam('team.view')],
  ['renameTeam', ofTeam('team.rename')],
  ['deleteTeam', ofTeam('team.delete')],
  ['listTeamEvents', ofTeam('team.view_log')],
  ['changeMember', ofTeam('team.change_role', 'team.member_not_found')],
  ['removeMember', ofTeam('team.remove_member', 'team.member_not_found')],
  ['invite', ofTeam('team.invite')],
  ['listInvitations', ofTeam('team.invite')],
  ['withdrawInvitation', ofTeam('team.invite', 'invitation.not_found')],
  ['listTransfers', ofTeam('app.receive')],
  ['listWebhooks', ofTeam('webhook.manage')],
  ['createWebhook', ofTeam('webhook.manage')],
  ['updateWebhook', ofTeam('webhook.manage', 'webhook.not_found')],
  ['deleteWebhook', ofTeam('webhook.manage', 'webhook.not_found')],
  ['testWebhook', ofTeam('webhook.manage', 'webhook.not_found')],
  ['listWebhookDeliveries', ofTeam('webhook.manage', 'webhook.not_found')],
  ['retryWebhookDelivery', ofTeam('webhook.manage', 'webhook.not_found')],

  ['createApp', ofTeam('app.create')],
  ['getApp', ofApp('app.view')],
  ['updateApp', ofApp('app.edit')],
  ['deleteApp', ofApp('app.delete')],
  ['getAppIcon', ofApp('app.view')],
  ['getAppOverview', ofApp('app.view')],
  ['listAppEvents', ofApp('team.view_log')],
  ['getAnalytics', ofApp('telemetry.view')],
  ['listCrashes', ofApp('telemetry.view')],
  ['getCrash', ofApp('telemetry.view', 'crash.not_found')],
  ['listListings', ofApp('app.view')],
  ['getListing', ofApp('app.view', 'listing.not_found')],
  ['putListing', ofApp('listing.edit')],
  ['deleteListing', ofApp('listing.edit', 'listing.not_found')],
  ['addScreenshot', ofApp('listing.edit', 'listing.not_found')],
  ['arrangeScreenshots', ofApp('listing.edit', 'listing.not_found')],
  ['deleteScreenshot', ofApp('listing.edit', 'screenshot.not_found')],
  ['getWhatsNew', ofApp('app.view', 'version.not_found')],
  ['putWhatsNew', ofApp('listing.edit', 'version.not_found')],
  ['transferApp', ofApp('app.transfer')],
  ['getTransfer', ofApp('app.transfer')],
  ['withdrawTransfer', ofApp('app.transfer')],
  ['acceptTransfer', ofOffer],
  ['declineTransfer', ofOffer],
  ['listTrustedPublishers', ofApp('trusted_publisher.manage')],
  ['addTrustedPublisher', ofApp('trusted_publisher.manage')],
  ['removeTrustedPublisher', ofApp('trusted_publisher.manage', 'trusted_publisher.not_found')],

  ['listTesters', ofApp('tester.manage')],
  ['inviteTester', ofApp('tester.manage')],
  ['removeTester', ofApp('tester.manage', 'tester.not_found')],
  ['listTesterLinks', ofApp('tester.manage')],
  ['createTesterLink', ofApp('tester.manage')],
  ['revokeTesterLink', ofApp('tester.manage', 'tester.not_found')],

  ['listVersions', ofApp('app.view')],
  ['getVersion', ofApp('app.view', 'version.not_found')],
  ['listVersionFiles', ofApp('app.view', 'version.not_found')],
  ['getVersionFile', ofApp('app.view', 'version.not_found')],
  ['uploadVersion', ofApp('version.upload')],
  ['createUpload', ofApp('version.upload')],
  ['getUpload', ofApp('version.upload', 'upload.not_found')],
  ['continueUpload', ofApp('version.upload', 'upload.not_found')],
  ['deleteUpload', ofApp('version.upload', 'upload.not_found')],
  ['deleteVersion', ofApp('version.delete', 'version.not_found')],
  ['submitVersion', ofApp('version.submit', 'version.not_found')],
  ['cancelVersion', ofApp('version.cancel', 'version.not_found')],
  ['publishVersion', ofApp('version.publish', 'version.not_found')],
  ['scheduleVersion', ofApp('version.schedule', 'version.not_found')],
  ['unscheduleVersion', ofApp('version.unschedule', 'version.not_found')],
  ['raiseRollout', ofApp('version.raise', 'version.not_found')],
  ['haltVersion', ofApp('version.halt', 'version.not_found')],
  ['resumeVersion', ofApp('version.resume', 'version.not_found')],
  ['withdrawVersion', ofApp('version.withdraw', 'version.not_found')],
  ['appealQuarantine', ofApp('version.appeal', 'version.not_found')],
  ['appealVersion', ofApp('version.appeal', 'version.not_found')],
  ['listThread', ofApp('review.read', 'version.not_found')],
  ['writeToThread', ofApp('review.write', 'version.not_found')],
])
