import { z } from 'zod'
import { AppRef } from './apps.ts'
import { endpoint, nothing } from './endpoint.ts'
import { appId, idOf, listQuery, pageOf, sha256, time, versionCode, versionName } from './fields.ts'
import { PortalNote } from './notes.ts'
import { VersionRef } from './versions.ts'

/** What people report apps for. Enough reports that `count` put the published version into quarantine by themselves. */
export const reportCategories = {
  malware: { about: 'It harms the device or the person.', counts: true },
  fraud: { about: 'It takes money, passwords or an identity by pretending.', counts: true },
  private_data: { about: 'It collects or shares personal data without asking.', counts: false },
  imitation: { about: 'It pretends to be another app or somebody else.', counts: false },
  illegal_content: { about: 'It shows or spreads what the law forbids.', counts: false },
  unsuitable_content: { about: 'It shows what should not be shown to everybody.', counts: false },
  rights: { about: 'It uses work of others without the right to.', counts: false },
  broken: { about: 'It does not work.', counts: false },
  other: { about: 'Something else, in own words.', counts: false },
} as const satisfies Record<string, { about: string; counts: boolean }>

export type ReportCategory = keyof typeof reportCategories

/** Why something published is taken away, or comes back: the public log of decisions names it. */
export const safetyReasons = {
  malware: 'It harms devices or people.',
  fraud: 'It takes money, passwords or identities by pretending.',
  private_data: 'It collects or shares personal data without asking.',
  imitation: 'It pretends to be another app or somebody else.',
  vulnerable: 'A mistake in it lets others harm the people who use it.',
  stolen_key: 'Its signing key is in the hands of somebody else.',
  illegal_content: 'It shows or spreads what the law forbids.',
  rights: 'It uses work of others without the right to.',
  policy: 'It does not keep the rules of this portal.',
  mistake: 'The decision before was wrong.',
  resolved: 'What was wrong has been put right.',
  other: 'Something else, in the public words beside it.',
} as const satisfies Record<string, string>

export type SafetyReason = keyof typeof safetyReasons

/** What the portal itself gives as a reason. */
export const portalReasons = {
  user_reports: 'So many people reported it that the portal acted by itself.',
  blocked: 'It contains or is signed by what is blocked here.',
  not_confirmed: 'No second person confirmed the quarantine in time.',
} as const satisfies Record<string, string>

const keysOf = <Key extends string>(table: Record<Key, unknown>) => Object.keys(table) as [Key, ...Key[]]
const safetyReason = z.enum(keysOf(safetyReasons))
const text = (max: number) => z.string().trim().min(1).max(max)
const publicReason = text(500).describe('Read by everybody in the public log: no names, no addresses')

// Quarantine

export const QuarantineState = z.enum(['open', 'confirmed', 'lapsed', 'lifted'])

export const Quarantine = z.object({
  id: idOf('qrt'),
  app_id: appId,
  app_name: z.string(),
  version_id: idOf('ver'),
  version: versionName,
  version_code: versionCode,
  state: QuarantineState.describe('open: ends by itself at ends_at, unless a second person confirms it'),
  reason_code: z.string(),
  reason: z.string().describe('The evidence, which the developer reads'),
  reason_note: PortalNote.nullable().describe('The evidence in parts; null: a person wrote it'),
  public_reason: z.string(),
  opened_by: idOf('acc').nullable().describe('Null: the portal itself'),
  opened_at: time,
  ends_at: time,
  confirmed_by: idOf('acc').nullable(),
  confirmed_at: time.nullable(),
  closed_at: time.nullable(),
  appeal: z
    .object({
      text: z.string(),
      appealed_at: time,
      answer: z.string().nullable(),
      answer_note: PortalNote.nullable().describe('The answer in parts; null: a person wrote it'),
      answered_at: time.nullable(),
    })
    .nullable(),
})
export type Quarantine = z.output<typeof Quarantine>

const quarantinePath = '/v1/apps/{app_id}/versions/{version_id}/quarantine'

export const listQuarantines = endpoint({
  name: 'listQuarantines',
  method: 'GET',
  path: '/v1/quarantines',
  summary: 'List quarantines, the newest first',
  access: 'reviewer',
  query: z.object({
    ...listQuery,
    state: QuarantineState.optional(),
    appealed: z.stringbool().optional().describe('Only those whose appeal waits for an answer'),
    app_id: appId.optional(),
  }),
  result: pageOf('quarantines', Quarantine),
  errors: ['invalid_cursor'],
})

export const quarantineVersion = endpoint({
  name: 'quarantineVersion',
  method: 'POST',
  path: quarantinePath,
  summary: 'Take a version out of the store at once; ends by itself after 72 hours unless a second person confirms it',
  access: 'reviewer',
  params: VersionRef,
  body: z.object({ reason_code: safetyReason, reason: text(4000), public_reason: publicReason }),
  result: Quarantine,
  status: 201,
  errors: ['version.not_found', 'version.wrong_state', 'review.own_app'],
})

export const getQuarantine = endpoint({
  name: 'getQuarantine',
  method: 'GET',
  path: quarantinePath,
  summary: 'Get the last quarantine of a version',
  access: 'reviewer',
  params: VersionRef,
  result: Quarantine,
  errors: ['quarantine.not_found'],
})

export const confirmQuarantine = endpoint({
  name: 'confirmQuarantine',
  method: 'POST',
  path: `${quarantinePath}/confirm`,
  summary: 'Confirm a quarantine as a second person: it stays, and devices stop the version',
  access: 'reviewer',
  params: VersionRef,
  result: Quarantine,
  errors: [
    'quarantine.not_found',
    'quarantine.ended',
    'quarantine.confirmed',
    'quarantine.same_person',
    'review.own_app',
  ],
})

export const liftQuarantine = endpoint({
  name: 'liftQuarantine',
  method: 'POST',
  path: `${quarantinePath}/lift`,
  summary: 'End a quarantine: the version is halted, and its team decides whether it is offered again',
  access: 'reviewer',
  params: VersionRef,
  body: z.object({ reason_code: safetyReason, reason: text(4000), public_reason: publicReason }),
  result: Quarantine,
  errors: ['quarantine.not_found', 'quarantine.ended', 'quarantine.by_block', 'review.own_app'],
})

export const appealQuarantine = endpoint({
  name: 'appealQuarantine',
  method: 'POST',
  path: `${quarantinePath}/appeal`,
  summary: 'Appeal once against a quarantine; somebody who had no part in it answers',
  access: 'versions:upload',
  params: VersionRef,
  body: z.object({ text: text(4000) }),
  result: z.object({ state: QuarantineState, appealed_at: time }),
  errors: ['app.not_found', 'version.not_found', 'quarantine.not_found', 'quarantine.ended', 'quarantine.appealed'],
})

export const upholdQuarantine = endpoint({
  name: 'upholdQuarantine',
  method: 'POST',
  path: `${quarantinePath}/uphold`,
  summary: 'Answer an appeal with no: the quarantine stays',
  access: 'reviewer',
  params: VersionRef,
  body: z.object({ reason: text(4000).describe('Read by the developer'), public_reason: publicReason }),
  result: Quarantine,
  errors: [
    'quarantine.not_found',
    'quarantine.ended',
    'quarantine.not_appealed',
    'quarantine.same_person',
    'review.own_app',
  ],
})

// Takedown

const AppSafety = z.object({ id: appId, name: z.string(), state: z.string() })
const decided = z.object({ reason_code: safetyReason, reason: text(4000), public_reason: publicReason })

export const suspendApp = endpoint({
  name: 'suspendApp',
  method: 'POST',
  path: '/v1/apps/{app_id}/suspend',
  summary: 'Take an app out of the store and refuse its uploads; what is installed goes on working',
  access: 'admin',
  requires: ['recent_sign_in'],
  params: AppRef,
  body: decided,
  result: AppSafety,
  errors: ['app.not_found', 'app.suspended'],
})

export const restoreApp = endpoint({
  name: 'restoreApp',
  method: 'POST',
  path: '/v1/apps/{app_id}/restore',
  summary: 'Take the suspension of an app back',
  access: 'admin',
  requires: ['recent_sign_in'],
  params: AppRef,
  body: decided,
  result: AppSafety,
  errors: ['app.not_found', 'app.not_suspended'],
})

// Blocks

export const BlockKind = z.enum(['file', 'package', 'key'])
export type BlockKind = z.output<typeof BlockKind>

export const Block = z.object({
  id: idOf('blk'),
  kind: BlockKind,
  value: sha256.describe('Of a file in packages, of a whole package, or of the public key that signs'),
  reason: z.string(),
  public_reason: z.string(),
  created_at: time,
  created_by: idOf('acc'),
})
export type Block = z.output<typeof Block>

export const createBlock = endpoint({
  name: 'createBlock',
  method: 'POST',
  path: '/v1/blocks',
  summary: 'Block a file, a package or a signing key: refused here, quarantined in the store, stopped on devices',
  access: 'admin',
  requires: ['recent_sign_in'],
  body: z.object({ kind: BlockKind, value: sha256, reason: text(4000), public_reason: publicReason }),
  result: Block,
  status: 201,
  errors: ['block.exists', 'block.everywhere'],
})

export const listBlocks = endpoint({
  name: 'listBlocks',
  method: 'GET',
  path: '/v1/blocks',
  summary: 'List blocks, the newest first',
  access: 'admin',
  query: z.object({ ...listQuery, kind: BlockKind.optional() }),
  result: pageOf('blocks', Block),
  errors: ['invalid_cursor'],
})

export const removeBlock = endpoint({
  name: 'removeBlock',
  method: 'DELETE',
  path: '/v1/blocks/{block_id}',
  summary: 'Take a block back; what it put into quarantine is halted, and its teams decide',
  access: 'admin',
  requires: ['recent_sign_in'],
  params: z.object({ block_id: idOf('blk') }),
  result: nothing,
  status: 204,
  errors: ['block.not_found'],
})

// What devices and everybody read

/** What a revocation is about; a device looks for the first that fits an app of its own. */
export const Revocation = z.object({
  id: z.string(),
  action: z.enum(['stop', 'warn']).describe('stop: neither install nor run it; warn: tell the person'),
  key_id: sha256.nullable().describe('Everything that this key signed'),
  sha256: sha256.nullable().describe('This package'),
  app_id: appId.nullable().describe('Together with version_code: this version'),
  version_code: versionCode.nullable(),
  reason: z.string(),
})
export type Revocation = z.output<typeof Revocation>

export const getRevocations = endpoint({
  name: 'getRevocations',
  method: 'GET',
  path: '/v1/store/revocations',
  summary: 'What devices neither install nor run, all of it; serial rises with every change and never falls',
  access: 'public',
  result: z.object({ serial: z.int().min(0), revocations: z.array(Revocation) }),
})

export const Decision = z.object({
  id: idOf('dec'),
  at: time,
  by: z.enum(['reviewer', 'admin', 'portal']).describe('The role, never the person'),
  action: z.string(),
  app_id: appId.nullable().describe('Null: none, or one that was never published'),
  version: versionName.nullable(),
  blocked: z.string().nullable().describe('KIND:SHA-256'),
  reason_code: z.string(),
  reason: z.string(),
  reason_note: PortalNote.nullable().describe('The reason in parts; null: a person wrote it, or the code says it'),
})
export type Decision = z.output<typeof Decision>

export const listDecisions = endpoint({
  name: 'listDecisions',
  method: 'GET',
  path: '/v1/store/decisions',
  summary: 'The public log of what was refused, taken away and given back, the newest first',
  access: 'public',
  query: z.object({
    ...listQuery,
    app_id: appId.optional(),
    action: z.string().max(64).optional(),
    reason_code: z.string().max(64).optional(),
    by: z.enum(['reviewer', 'admin', 'portal']).optional(),
  }),
  result: pageOf('decisions', Decision),
  errors: ['invalid_cursor'],
})

// Reports

export const reportApp = endpoint({
  name: 'reportApp',
  method: 'POST',
  path: '/v1/store/apps/{app_id}/report',
  summary: 'Report an app; one network counts once a day for each app',
  access: 'public',
  params: AppRef,
  body: z.object({
    category: z.enum(keysOf(reportCategories)),
    text: z.string().trim().max(2000).default(''),
    version_code: versionCode.optional(),
    contact: z.string().trim().max(200).default('').describe('For questions; forgotten after 30 days'),
  }),
  result: nothing,
  status: 204,
  errors: ['store.app_not_found', 'rate_limited'],
})

export const ReportedApp = z.object({
  app_id: appId,
  app_name: z.string(),
  app_state: z.string(),
  reports: z.int(),
  categories: z.array(z.object({ category: z.string(), reports: z.int() })),
  first_at: time,
  last_at: time,
  latest: z
    .array(
      z.object({
        category: z.string(),
        text: z.string(),
        version_code: versionCode.nullable(),
        contact: z.string(),
        created_at: time,
      }),
    )
    .describe('The last five; text and contact are empty 30 days after they came'),
})
export type ReportedApp = z.output<typeof ReportedApp>

export const listReports = endpoint({
  name: 'listReports',
  method: 'GET',
  path: '/v1/reports',
  summary: 'List reported apps, by id',
  access: 'reviewer',
  query: z.object({
    ...listQuery,
    state: z.enum(['open', 'closed']).default('open'),
    category: z.enum(keysOf(reportCategories)).optional().describe('Only apps with a report of this category'),
  }),
  result: pageOf('apps', ReportedApp),
  errors: ['invalid_cursor'],
})

export const closeReports = endpoint({
  name: 'closeReports',
  method: 'POST',
  path: '/v1/reports/{app_id}/close',
  summary: 'Close the open reports of an app',
  access: 'reviewer',
  params: AppRef,
  body: z.object({ reason: text(4000) }),
  result: z.object({ closed: z.int() }),
  errors: ['app.not_found', 'review.own_app'],
})
