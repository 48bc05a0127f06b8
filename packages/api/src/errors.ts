/** One fault of the input: where (a JSON pointer or a file of the package), what is and what should be. */
export interface InputError {
  /** RFC 6901 pointer into the body, or `/query/NAME`, `/params/NAME`. */
  pointer?: string
  code: string
  message: string
  fix?: string
  path?: string
  line?: number
  column?: number
  offset?: number
}

interface ErrorEntry {
  status: number
  /** One sentence; `{name}` is filled from the details. */
  message: string
  /** What to do about it. */
  fix: string
}

/** Every way an operation can fail: the status and the words stand here and nowhere else. */
export const errors = {
  // The request itself
  invalid_input: {
    status: 400,
    message: 'The request is not valid',
    fix: 'Correct the fields named in errors and send it again',
  },
  malformed_body: {
    status: 400,
    message: 'The body cannot be read: {reason}',
    fix: 'Send what the API reference says, with the matching Content-Type',
  },
  invalid_cursor: {
    status: 400,
    message: 'The cursor is not one that this list gave',
    fix: 'Begin again without a cursor',
  },
  not_found: { status: 404, message: 'There is nothing at {method} {path}', fix: 'See /openapi.json for every path' },
  method_not_allowed: {
    status: 405,
    message: '{method} is not possible on {path}',
    fix: 'Use one of the methods of the Allow header',
  },
  too_large: { status: 413, message: 'The body is larger than {max_bytes} bytes', fix: 'Send less at once' },
  unsupported_media_type: {
    status: 415,
    message: 'The Content-Type "{is}" is not understood here',
    fix: 'Send {should}',
  },
  rate_limited: { status: 429, message: 'Too many requests', fix: 'Wait {retry_after_seconds} s and try again' },
  internal: {
    status: 500,
    message: 'The portal failed; nothing was changed',
    fix: 'Try again; if it stays, give the operator the request id',
  },
  unavailable: { status: 503, message: 'The portal is not ready', fix: 'Try again in a moment' },
  disk_full: {
    status: 507,
    message: 'The portal has no space left to store this',
    fix: 'The operator makes room; then send it again',
  },

  // Who asks
  'auth.required': {
    status: 401,
    message: 'This needs a signed-in account',
    fix: 'Run mosis login, or send Authorization: Bearer with an access token',
  },
  'auth.invalid_token': {
    status: 401,
    message: 'The access token is not valid or has expired',
    fix: 'Refresh it at POST /v1/auth/refresh or sign in again',
  },
  'auth.invalid_refresh_token': {
    status: 401,
    message: 'The refresh token is not valid, has expired or was used before',
    fix: 'Sign in again',
  },
  'auth.wrong_credentials': {
    status: 401,
    message: 'The e-mail address or the password is wrong',
    fix: 'Check both; registering makes a new account',
  },
  'auth.forbidden': {
    status: 403,
    message: 'This account may not do that: it needs {needs}',
    fix: 'Ask an owner or an admin',
  },
  'auth.invalid_api_key': {
    status: 401,
    message: 'The API key is not valid, has expired or was revoked',
    fix: 'Make another one with mosis api-keys create',
  },
  'auth.two_credentials': {
    status: 400,
    message: 'The request shows two credentials, Authorization and X-API-Key',
    fix: 'Send one of them',
  },
  'auth.session_required': {
    status: 403,
    message: 'An API key may not do that: it needs a person who has signed in',
    fix: 'Run mosis login, or send Authorization: Bearer with an access token',
  },
  'auth.recent_sign_in_required': {
    status: 403,
    message: 'This needs a proof of who you are that is not older than 15 minutes',
    fix: 'Confirm it at POST /v1/auth/confirm or sign in again, then try again',
  },
  'auth.email_not_verified': {
    status: 403,
    message: 'This needs a verified e-mail address',
    fix: 'Open the link in the mail that the portal sent, or ask for another one',
  },
  // `because` is filled for whoever has just proved in full who they are, and empty for everybody else.
  'auth.account_locked': {
    status: 401,
    message: 'This account is locked{because}',
    fix: 'If it is a mistake, write to whoever runs the portal; the mail about it has the reason too',
  },
  'auth.cross_site': {
    status: 403,
    message: 'The request does not come from a page of this portal',
    fix: 'Open the portal at {base_url} and try again there',
  },
  'session.not_found': {
    status: 404,
    message: 'There is no such session on this account',
    fix: 'List them at GET /v1/auth/sessions',
  },
  'account.email_taken': {
    status: 409,
    message: 'There is an account with this e-mail address',
    fix: 'Sign in instead',
  },
  'account.wrong_setup_token': {
    status: 403,
    message: 'The one-time admin link is not valid or was used',
    fix: 'Take the link that the portal printed at its last start',
  },
  'account.invalid_link': {
    status: 400,
    message: 'The link is not valid, has expired or was used',
    fix: 'Ask for a new one; only the newest works',
  },
  'account.email_verified': {
    status: 409,
    message: 'The e-mail address is confirmed already',
    fix: 'Nothing more to do',
  },
  'account.same_email': {
    status: 409,
    message: 'The account has this e-mail address already',
    fix: 'Nothing more to do',
  },
  'account.wrong_password': {
    status: 403,
    message: 'The current password is wrong',
    fix: 'Check it, or set a new one by mail: POST /v1/auth/password/forgot',
  },
  'account.weak_password': {
    status: 400,
    message: 'The password is easy to guess: {reason}',
    fix: 'Choose one that nobody else would think of, such as four words that do not belong together',
  },
  'account.last_admin': {
    status: 409,
    message: 'The portal has no other admin',
    fix: 'Make somebody else an admin first',
  },
  'account.own': {
    status: 409,
    message: 'Nobody does this to their own account',
    fix: 'Another admin does it',
  },
  'account.locked': { status: 409, message: 'The account is locked already', fix: 'Nothing more to do' },
  'account.not_locked': { status: 409, message: 'The account is not locked', fix: 'Nothing more to do' },
  'account.no_authenticator': {
    status: 409,
    message: 'No authenticator app is set up on the account',
    fix: 'Nothing more to do; a password that was forgotten is set anew by mail',
  },
  'account.owns_teams': {
    status: 409,
    message: 'The account is the only owner of teams that need one: {names}',
    fix: 'Make another member owner, and withdraw, delete or transfer the apps of teams without other members',
  },
  'oauth.not_configured': {
    status: 501,
    message: 'Sign-in with {provider} is not set up on this portal',
    fix: 'The operator sets {settings}',
  },
  'oauth.invalid_state': {
    status: 400,
    message: 'The way back from the provider is not one that began in this browser, took over 10 minutes, or was used',
    fix: 'Begin again here, in the browser that you finish it in',
  },
  'oauth.denied': {
    status: 403,
    message: '{provider} did not confirm who you are: it was refused there',
    fix: 'Begin again and allow it, or sign in another way',
  },
  'oauth.provider_failed': {
    status: 502,
    message: 'Cannot sign in with {provider}: {reason}',
    fix: 'Begin again in a moment, or sign in another way; if it stays, tell the operator of the portal',
  },
  'oauth.email_unverified': {
    status: 403,
    message: '{provider} has not verified an e-mail address of yours',
    fix: 'Verify your primary e-mail address at {provider}, then sign in again',
  },
  'oauth.email_taken': {
    status: 409,
    message: 'There is an account with the e-mail address that {provider} gave, and it is not linked with {provider}',
    fix: 'Sign in the usual way, then link {provider} in your account',
  },
  'oauth.identity_taken': {
    status: 409,
    message: 'This account at {provider} is linked with another account here',
    fix: 'Sign in with {provider} to reach that account, and unlink it there first',
  },
  'oauth.already_linked': {
    status: 409,
    message: 'Another account at {provider} is linked with this account',
    fix: 'Unlink that one first',
  },
  'oauth.identity_not_found': {
    status: 404,
    message: 'No account at {provider} is linked with this account',
    fix: 'GET /v1/auth/identities lists what is linked',
  },

  // Device login; each also has the name of RFC 8628 in the member `error`
  'device_login.pending': {
    status: 400,
    message: 'Nobody has approved the device login yet',
    fix: 'Ask again in {interval} s',
  },
  'device_login.slow_down': {
    status: 400,
    message: 'Asked too soon',
    fix: 'Wait {interval} s between two questions from now on',
  },
  'device_login.denied': {
    status: 400,
    message: 'The device login was refused',
    fix: 'Begin again: mosis login',
  },
  'device_login.expired': {
    status: 400,
    message: 'Nobody approved the device login in time',
    fix: 'Begin again: mosis login',
  },
  'device_login.invalid_code': {
    status: 400,
    message: 'The device code is not one of this client, or was used',
    fix: 'Begin again: mosis login',
  },
  'device_login.not_found': {
    status: 404,
    message: 'No device login with this code waits for an answer',
    fix: 'Compare it with what the device shows; a code lives 10 minutes',
  },

  // Second factors and passkeys
  'auth.second_factor_required': {
    status: 401,
    message: 'The sign-in needs a second factor',
    fix: 'Send the ticket with a code to POST /v1/auth/login/second-factor, or sign in with a passkey',
  },
  'auth.wrong_code': {
    status: 401,
    message: 'The code is wrong, has expired or was used before',
    fix: 'Take the code that the authenticator app shows now, or a recovery code',
  },
  'auth.invalid_ticket': {
    status: 401,
    message: 'The sign-in took too long, or had too many wrong codes',
    fix: 'Sign in again',
  },
  'account.last_way_in': {
    status: 409,
    message: 'Without this nobody could sign in to the account any more',
    fix: 'Set a password or add another way to sign in first',
  },
  'totp.exists': {
    status: 409,
    message: 'An authenticator app is set up already',
    fix: 'Switch it off first to set up another one',
  },
  'totp.not_started': {
    status: 409,
    message: 'No authenticator app waits to be confirmed',
    fix: 'Begin at POST /v1/auth/totp; a secret waits 15 minutes',
  },
  'totp.not_found': {
    status: 404,
    message: 'No authenticator app is set up',
    fix: 'Begin at POST /v1/auth/totp',
  },
  'passkey.refused': {
    status: 401,
    message: 'The passkey was not accepted',
    fix: 'Try again; if it stays, sign in another way and add the passkey anew',
  },
  'passkey.exists': {
    status: 409,
    message: 'This passkey was added already',
    fix: 'Sign in with it, or choose another device',
  },
  'passkey.not_found': {
    status: 404,
    message: 'There is no such passkey on this account',
    fix: 'List them at GET /v1/auth/passkeys',
  },
  'passkey.too_many': {
    status: 409,
    message: 'The account has {max} passkeys, which is the most it may have',
    fix: 'Remove one that is not used any more',
  },
  'passkey.not_possible': {
    status: 501,
    message: 'Passkeys need a portal with a host name, and this one is at {base_url}',
    fix: 'The operator sets BASE_URL to an address with a host name',
  },

  // Signing keys
  'key.not_found': {
    status: 404,
    message: 'There is no such signing key on this account',
    fix: 'List them with mosis keys list',
  },
  'key.invalid': {
    status: 400,
    message: 'The public key cannot be used: {reason}',
    fix: 'Send the public key that mosis keys generate made',
  },
  'key.taken': {
    status: 409,
    message: 'This key is registered with another account',
    fix: 'Make one of your own with mosis keys generate',
  },
  'key.wrong_proof': {
    status: 400,
    message: 'The signature over the challenge is not from this key, or the challenge has expired',
    fix: 'Ask for a new challenge and sign its exact text',
  },
  'key.wrong_lineage': {
    status: 422,
    message: 'The handover cannot be noted: {reason}',
    fix: "Send the project's META-INF/LINEAGE as mosis keys rotate wrote it, after registering the new key",
  },

  // API keys and trusted publishing
  'api_key.not_found': {
    status: 404,
    message: 'There is no such API key on this account',
    fix: 'List them with mosis api-keys list',
  },
  'api_key.too_many': {
    status: 409,
    message: 'The account has {max} API keys that work, which is the most it may have',
    fix: 'Revoke one that is not used any more',
  },
  'api_key.ended': {
    status: 409,
    message: 'The API key was revoked or has expired, so it cannot be replaced',
    fix: 'Make a new one with mosis api-keys create',
  },
  'trusted_publisher.not_found': {
    status: 404,
    message: 'There is no such trusted publisher on this app',
    fix: 'List them at GET /v1/apps/{app_id}/trusted-publishers',
  },
  'trusted_publisher.too_many': {
    status: 409,
    message: 'The app has {max} trusted publishers, which is the most it may have',
    fix: 'Remove one that is not used any more',
  },
  'ci_token.invalid': {
    status: 401,
    message: "The CI run's token is refused: {reason}",
    fix: 'Ask the CI for a fresh token with the audience {audience}',
  },
  'ci_token.not_trusted': {
    status: 403,
    message: 'No trusted publisher of the app {app_id} is like this CI run: {reason}',
    fix: 'Add one at POST /v1/apps/{app_id}/trusted-publishers, or run the workflow that is trusted',
  },
  'ci_token.used': {
    status: 409,
    message: "The CI run's token was exchanged before",
    fix: 'Ask the CI for a fresh one: each works once',
  },
  'ci_token.issuer_unreachable': {
    status: 503,
    message: 'The keys of {issuer} cannot be read: {reason}',
    fix: 'Try again in a moment',
  },

  // Webhooks
  'webhook.not_found': {
    status: 404,
    message: 'There is no such webhook, or no such message to it',
    fix: 'List them at GET /v1/teams/{team_id}/webhooks',
  },
  'webhook.too_many': {
    status: 409,
    message: 'The team has {max} webhooks, which is the most it may have',
    fix: 'Delete one that is not used any more',
  },

  // Apps
  'app.not_found': {
    status: 404,
    message: 'There is no such app',
    fix: 'Check the id; your own apps are listed by GET /v1/apps',
  },
  'app.id_taken': {
    status: 409,
    message: 'The id {app_id} belongs to somebody else',
    fix: 'Choose an id under a domain of your own',
  },
  'app.id_reserved': {
    status: 403,
    message: 'Ids that begin with {prefix} are reserved for the platform',
    fix: 'Choose an id under a domain of your own',
  },
  'app.published': {
    status: 409,
    message: 'An app that was published cannot be deleted',
    fix: 'Withdraw its versions instead',
  },
  'app.suspended': { status: 409, message: 'This app is suspended', fix: 'Ask the operator of the portal' },
  'featured.not_in_store': {
    status: 409,
    message: 'The store has no app {app_id}',
    fix: 'Name only apps that are published',
  },
  'backup.not_supported': {
    status: 409,
    message: 'The portal makes no backups of PostgreSQL',
    fix: 'Use pg_dump or what your database service offers',
  },
  'app.not_suspended': { status: 409, message: 'This app is not suspended', fix: 'Nothing to do' },

  // Teams and roles
  'team.not_found': {
    status: 404,
    message: 'There is no such team',
    fix: 'Your own teams are listed by GET /v1/teams',
  },
  'team.member_not_found': {
    status: 404,
    message: 'There is no such member in this team',
    fix: 'The members are listed with the team',
  },
  'team.last_owner': {
    status: 409,
    message: 'The last owner of a team can neither leave nor lose the role',
    fix: 'Make somebody else an owner first, or delete the team',
  },
  'team.personal': {
    status: 409,
    message: 'A personal team cannot be {done}: it stays that of one person, under that name',
    fix: 'Make another team at POST /v1/teams, and transfer the app to it',
  },
  'team.has_apps': {
    status: 409,
    message: 'A team that has apps cannot be deleted: it has {apps}',
    fix: 'Transfer or delete its apps first',
  },
  'team.too_many': {
    status: 409,
    message: 'The account owns {max} teams, which is the most it may have',
    fix: 'Delete one that is not used any more',
  },
  'team.full': {
    status: 409,
    message: 'The team has {max} members and open invitations, which is the most it may have',
    fix: 'Remove a member or take an invitation back',
  },
  'team.already_member': {
    status: 409,
    message: 'A member of the team has the e-mail address {email} already',
    fix: 'Give that member another role instead',
  },
  'invitation.not_found': {
    status: 404,
    message: 'There is no such invitation, or it was answered, taken back or has expired',
    fix: 'Ask the owner of the team for a new one',
  },
  'transfer.not_found': {
    status: 404,
    message: 'The app is not on offer, or the offer has expired',
    fix: "Ask an owner of the app's team to offer it again",
  },
  'transfer.same_team': {
    status: 409,
    message: 'The app belongs to this team already',
    fix: 'Name another team',
  },
  'account.not_found': {
    status: 404,
    message: 'There is no such account',
    fix: 'List them at GET /v1/accounts',
  },

  // Listings
  'listing.not_found': {
    status: 404,
    message: 'The app says nothing in this language',
    fix: 'List its languages at GET /v1/apps/{app_id}/listings, or PUT this one',
  },
  'listing.is_default': {
    status: 409,
    message: 'The default language {locale} cannot be taken away',
    fix: 'Make another one the default with PATCH /v1/apps/{app_id}',
  },
  'listing.too_many': {
    status: 409,
    message: 'The app says it in {max} languages already',
    fix: 'Take one away that is not needed',
  },
  'screenshot.not_found': { status: 404, message: 'There is no such screenshot', fix: 'Get the listing again' },
  'screenshot.not_an_image': {
    status: 422,
    message: 'The file cannot be read as a PNG, JPEG or WebP image',
    fix: 'Save it anew as PNG, JPEG or WebP',
  },
  'screenshot.wrong_size': {
    status: 422,
    message:
      'The image is {width} × {height}; each side should be {min_side} to {max_side}, and one at most {max_ratio} times the other',
    fix: 'Take the screenshot at another size, or cut it',
  },
  'screenshot.too_large': {
    status: 413,
    message: 'The image is larger than {max_bytes} bytes',
    fix: 'Save it with fewer details, or as JPEG or WebP',
  },
  'screenshot.too_many': {
    status: 409,
    message: 'The listing has {max} screenshots already',
    fix: 'Remove one first',
  },
  'screenshot.others_listed': {
    status: 409,
    message: 'The list should name each screenshot of the listing once',
    fix: 'Get the listing again and send all of its screenshots in the new order',
  },

  // Versions
  'version.not_found': {
    status: 404,
    message: 'There is no such version of this app',
    fix: 'List them at GET /v1/apps/{app_id}/versions',
  },
  'upload.too_large': {
    status: 413,
    message: 'The package is larger than {max_bytes} bytes',
    fix: 'Make it smaller: mosis inspect shows what takes the space',
  },
  'upload.incomplete': {
    status: 400,
    message: 'The upload ended early: {received_bytes} bytes came',
    fix: 'Send the whole file again',
  },
  'upload.not_found': {
    status: 404,
    message: 'There is no such upload; a day after it began each one ends',
    fix: 'Begin a new one at POST /v1/apps/{app_id}/uploads',
  },
  'upload.too_many': {
    status: 409,
    message: '{max} uploads of this account are unfinished already',
    fix: 'Finish one, or DELETE one that nobody goes on with',
  },
  'upload.wrong_offset': {
    status: 409,
    message: 'The upload stands at byte {offset}, and Upload-Offset says something else',
    fix: 'Go on at the Upload-Offset that HEAD answers',
  },
  'upload.malformed': {
    status: 400,
    message: 'The request does not keep to the tus protocol: {reason}',
    fix: 'See https://tus.io/protocols/resumable-upload, or use a tus client',
  },
  'upload.unsupported_protocol': {
    status: 412,
    message: 'Tus-Resumable says "{is}" and should say "{should}"',
    fix: 'Send the header Tus-Resumable: 1.0.0 with every request of the upload',
  },
  'package.invalid': {
    status: 422,
    message: 'The package is refused: {reason}',
    fix: 'mosis validate FILE shows the same findings',
  },
  'version.app_mismatch': {
    status: 422,
    message: 'The package is {is} and this app is {should}',
    fix: 'Upload it to its own app, or correct the id in manifest.json',
  },
  'version.key_not_registered': {
    status: 422,
    message: 'The package is signed by key {key_id}, which is not registered with this account',
    fix: 'Run mosis keys register, then upload again',
  },
  'version.key_mismatch': {
    status: 422,
    message: 'The package is signed by key {is}, and this app is signed by {should}',
    fix: 'Sign it with the key of the earlier versions, or hand over to the new one first: mosis keys rotate',
  },
  'version.lineage_missing': {
    status: 422,
    message:
      'The package does not show how key {should}, which devices know this app by, handed over to key {is}, which signed it',
    fix: "Build it with the project's META-INF/LINEAGE, which mosis keys rotate wrote, or take it out of an earlier package",
  },
  'version.code_not_higher': {
    status: 409,
    message: 'version_code {is} is not higher than {highest}',
    fix: 'Set version_code to {next_version_code} or higher in manifest.json',
  },
  'version.exists': {
    status: 409,
    message: 'Version {version} (version_code {version_code}) exists with other contents',
    fix: 'Raise version and set version_code to {next_version_code} or higher in manifest.json',
  },
  'version.wrong_state': {
    status: 409,
    message: 'A version that is {is} cannot be {action}',
    fix: 'Possible from: {should}',
  },
  'version.cannot_stage': {
    status: 409,
    message: 'A version cannot be rolled out in stages here: {reason}',
    fix: 'Publish it for everybody: with rollout_percent 100',
  },
  'version.rollout_lower': {
    status: 409,
    message: 'A rollout that reached {is} % cannot go back to {should} %: devices that have the version keep it',
    fix: 'Raise it, or stop it: mosis halt, or POST /v1/apps/{app_id}/versions/{version_id}/halt',
  },
  'version.wrong_release_time': {
    status: 409,
    message: 'The release cannot be at {release_at}: the time must lie ahead, by at most {max_days} days',
    fix: 'Name another time, or publish it now',
  },

  'version.not_reviewed': {
    status: 409,
    message: 'There is no review of this version yet, so nobody would read it',
    fix: 'Submit the version first',
  },

  // Testers
  'tester.not_found': {
    status: 404,
    message: 'There is no such tester, or no such link for testers, of this app',
    fix: 'List them at GET /v1/apps/{app_id}/testers and /testers/links',
  },
  'tester.too_many': {
    status: 409,
    message: 'The app has {max} testers and open invitations, or as many links as it may have',
    fix: 'Remove some that are not needed any more',
  },
  'tester.link_ended': {
    status: 404,
    message: 'The link for testers is wrong, has expired, was taken back or has been used up',
    fix: 'Ask the developer of the app for a new one',
  },

  // Reviews
  'review.not_found': { status: 404, message: 'There is no such review', fix: 'List the open ones at GET /v1/reviews' },
  'review.decided': { status: 409, message: 'This review was decided already: {state}', fix: 'Nothing more to do' },
  'review.own_app': {
    status: 403,
    message: 'A reviewer does not decide about an app of an own team',
    fix: 'Another reviewer decides',
  },
  'review.own_decision': {
    status: 403,
    message: 'An appeal is decided by somebody else than the reviewer it is against',
    fix: 'Another reviewer decides; an admin may, where the portal has no other reviewer',
  },
  'review.claimed': {
    status: 409,
    message: '{name} works on this review until {until}',
    fix: 'Take another one, or wait: a claim ends by itself. An admin may override it',
  },
  'review.escalated': {
    status: 403,
    message: 'This review was left to an admin',
    fix: 'Say what you know in its notes',
  },
  'review.appealed': {
    status: 409,
    message: 'There was an appeal for this version already',
    fix: 'Upload a new version that takes the reasons into account',
  },
  'review.appeal_open': {
    status: 409,
    message: 'A version whose developer appeals cannot go back to draft',
    fix: 'Wait for the decision, or withdraw the version',
  },
  'review.unreadable': {
    status: 422,
    message: 'The package cannot be shown: {reason}',
    fix: 'Try again; if it stays, download it and look at it apart from others',
  },
  'version.file_not_found': {
    status: 404,
    message: 'The package has no file {path}',
    fix: 'List its files at GET /v1/apps/{app_id}/versions/{version_id}/files; write each / of a path as %2F',
  },
  'review.file_not_found': {
    status: 404,
    message: 'The package has no file {path}',
    fix: 'Its files stand in the difference; write each / of a path as %2F',
  },

  // Rules of the automated review
  'rule.not_found': {
    status: 404,
    message: 'There is no rule {rule}',
    fix: 'List them at GET /v1/rules',
  },
  'rule.fixed': {
    status: 409,
    message:
      'The rule {rule} cannot be switched: it keeps what no device takes, or no review can read, out of the store',
    fix: 'Rules that are not fixed can be switched: GET /v1/rules shows them',
  },
  'rule_run.not_found': {
    status: 404,
    message: 'There is no such run of rules',
    fix: 'Start one at POST /v1/rules/runs',
  },
  'rule_run.running': {
    status: 409,
    message: 'The run {run_id} is going on, and one at a time is enough',
    fix: 'Read it at GET /v1/rules/runs/{run_id}, and begin another when it is done',
  },

  // Safety
  'quarantine.not_found': {
    status: 404,
    message: 'This version was never put into quarantine',
    fix: 'List quarantines at GET /v1/quarantines',
  },
  'quarantine.ended': {
    status: 409,
    message: 'The quarantine of this version has ended: it is {state}',
    fix: 'Nothing more to do',
  },
  'quarantine.confirmed': {
    status: 409,
    message: 'The quarantine of this version was confirmed already',
    fix: 'Nothing more to do',
  },
  'quarantine.same_person': {
    status: 403,
    message: 'Somebody who had a part in the quarantine cannot do this{unless}',
    fix: 'Another reviewer or admin does it',
  },
  'quarantine.appealed': {
    status: 409,
    message: 'There was an appeal against this quarantine already',
    fix: 'Wait for the answer, which comes by mail; a corrected version with a higher version_code can be uploaded meanwhile',
  },
  'quarantine.not_appealed': {
    status: 409,
    message: 'No appeal against this quarantine waits for an answer',
    fix: 'Nothing more to do',
  },
  'quarantine.by_block': {
    status: 409,
    message: 'The version is in quarantine because the {kind} {value} is blocked',
    fix: 'An admin takes the block back with DELETE /v1/blocks/{block_id}',
  },
  'block.not_found': { status: 404, message: 'There is no such block', fix: 'List them at GET /v1/blocks' },
  'block.exists': { status: 409, message: 'The {kind} {value} is blocked already', fix: 'Nothing more to do' },
  'block.everywhere': {
    status: 409,
    message: 'The file is in published apps of more than {max_teams} teams: a block would stop all of them',
    fix: 'Block the packages or keys that are meant, one by one',
  },
  'package.blocked': {
    status: 403,
    message: 'This package is blocked here because of the {kind} {value}: {reason}',
    fix: 'Take it out of the package, or ask the operator of the portal; with a blocked key, sign with another one',
  },

  // Store
  'store.app_not_found': { status: 404, message: 'The store has no such app', fix: 'Search at GET /v1/store/apps' },
  'store.version_too_old': {
    status: 409,
    message: 'The app needs Mosis {should} and the device has {is}',
    fix: 'Update the device',
  },
  'package.not_found': {
    status: 404,
    message: 'There is no such package',
    fix: 'Follow the download address of the store',
  },
  'package.range_not_satisfiable': {
    status: 416,
    message: 'The range lies outside the file of {size_bytes} bytes',
    fix: 'Ask for a range inside it',
  },

  // Background jobs
  'job.not_found': { status: 404, message: 'There is no such job', fix: 'List them at GET /v1/jobs' },
  'job.not_dead': {
    status: 409,
    message: 'The job is {state}; only one that was given up can be retried',
    fix: 'List those at GET /v1/jobs?state=dead',
  },

  // Telemetry
  'crash.not_found': {
    status: 404,
    message: 'The app has no such crash',
    fix: 'List its crashes at GET /v1/apps/{app_id}/crashes',
  },
  'telemetry.consent_required': {
    status: 422,
    message: 'Usage events need the consent of the person: {types}',
    fix: 'Send them only with consent, and then with "consent": true',
  },

  // On the client's side
  'portal.unreachable': {
    status: 0,
    message: 'The portal at {url} does not answer: {reason}',
    fix: 'Is it running? npm start starts one; --portal names another',
  },
  'portal.unexpected_answer': {
    status: 0,
    message: 'What answers at {url} is not a Mosis portal of this version: {reason}',
    fix: 'Check the address; --portal names another',
  },
} as const satisfies Record<string, ErrorEntry>

export type ErrorCode = keyof typeof errors

export type ErrorDetails = Record<string, unknown>

/** True for a code of the table above. */
export const isErrorCode = (code: unknown): code is ErrorCode => typeof code === 'string' && Object.hasOwn(errors, code)

/** The body of every refusal: `application/problem+json` (RFC 9457) with a stable `code`. */
export interface Problem extends ErrorDetails {
  type: string
  title: string
  status: number
  detail: string
  code: string
  fix: string
  errors?: InputError[]
  request_id?: string
}

/** What the table gives; everything else in a problem is a detail of this one failure. */
const problemMembers = new Set(['type', 'title', 'status', 'detail', 'fix'])

/** An operation that failed for a reason the caller can act on. The same class is thrown on both sides of the wire. */
export class ApiError extends Error {
  readonly code: ErrorCode
  readonly details: ErrorDetails
  readonly errors: readonly InputError[]
  override readonly name = 'ApiError'

  constructor(
    code: ErrorCode,
    details: ErrorDetails = {},
    options: { errors?: readonly InputError[]; cause?: unknown } = {},
  ) {
    super(fill(errors[code].message, details), options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.details = details
    this.errors = options.errors ?? []
  }

  get status(): number {
    return errors[this.code].status
  }

  /** What to do about it, in one sentence. */
  get fix(): string {
    return fill(errors[this.code].fix, this.details)
  }

  toProblem(): Problem {
    return {
      ...this.details,
      type: `https://mosis.dev/errors/${this.code}`,
      title: titleOf(this.code),
      status: this.status,
      detail: this.message,
      code: this.code,
      fix: this.fix,
      ...(this.errors.length > 0 && { errors: [...this.errors] }),
    }
  }

  /** Reads a refusal as it came over the wire; undefined where it is not one that this version knows. */
  static fromProblem(problem: unknown): ApiError | undefined {
    if (typeof problem !== 'object' || problem === null || !('code' in problem)) return undefined
    const { code, errors: inputErrors, ...rest } = problem as Problem
    if (!isErrorCode(code)) return undefined
    const details = Object.fromEntries(Object.entries(rest).filter(([name]) => !problemMembers.has(name)))
    return new ApiError(code, details, { errors: inputErrors ?? [] })
  }
}

/** The code in words, the same for every failure of its kind: `app.id_taken` is "App: id taken". */
function titleOf(code: ErrorCode): string {
  const words = code.replaceAll('_', ' ').replace('.', ': ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function fill(text: string, details: ErrorDetails): string {
  // `/v1/apps/{app_id}` stays as the documentation writes it, where the details do not say which one.
  return text.replace(/(?<!\/)\{(\w+)\}|(?<=\/)\{(\w+)\}/g, (placeholder, word?: string, part?: string) => {
    if (part !== undefined && details[part] === undefined) return placeholder
    const value = details[word ?? part ?? '']
    if (Array.isArray(value)) return value.join(', ')
    return typeof value === 'string' ? value : JSON.stringify(value ?? 'unknown')
  })
}
