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
  'oauth.not_configured': {
    status: 501,
    message: 'Sign-in with {provider} is not set up on this portal',
    fix: 'The operator sets {settings}',
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

  // Reviews
  'review.not_found': { status: 404, message: 'There is no such review', fix: 'List the open ones at GET /v1/reviews' },
  'review.decided': { status: 409, message: 'This review was decided already: {state}', fix: 'Nothing more to do' },
  'review.own_app': {
    status: 403,
    message: 'A reviewer does not decide about an app of an own team',
    fix: 'Another reviewer decides',
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

  // Telemetry
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
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = details[name]
    if (Array.isArray(value)) return value.join(', ')
    return typeof value === 'string' ? value : JSON.stringify(value ?? 'unknown')
  })
}
