import { z } from 'zod'
import { AppState } from './apps.ts'
import { endpoint } from './endpoint.ts'
import { appId, idOf, listQuery, pageOf, time, versionCode, versionName } from './fields.ts'
import { Job, JobSummary } from './jobs.ts'
import { VersionState } from './versions.ts'

// Apps

export const PortalApp = z.object({
  id: appId,
  name: z.string(),
  state: AppState,
  team: z.object({ id: idOf('team'), name: z.string(), is_personal: z.boolean() }),
  published: z.object({ version: versionName, version_code: versionCode }).nullable(),
  versions: z.int(),
  downloads: z.int(),
  open_reports: z.int(),
  is_featured: z.boolean(),
  similar_to: z
    .array(z.object({ id: appId, name: z.string(), by: z.enum(['name', 'id']) }))
    .describe('Well-known apps of other teams that it could be taken for'),
  created_at: time,
  published_at: time.nullable(),
})
export type PortalApp = z.output<typeof PortalApp>

export const listAllApps = endpoint({
  name: 'listAllApps',
  method: 'GET',
  path: '/v1/admin/apps',
  summary: 'List the apps of all teams',
  access: 'admin',
  query: z.object({
    ...listQuery,
    q: z.string().trim().max(128).optional().describe('A part of the name or the id, in any case'),
    state: AppState.optional(),
    team_id: idOf('team').optional(),
    reported: z.stringbool().optional().describe('Only those with open reports, or only those without'),
    sort: z.enum(['newest', 'name', 'downloads']).default('newest'),
  }),
  result: pageOf('apps', PortalApp),
  errors: ['invalid_cursor'],
})

// What the front of the store shows

export const maxFeatured = 24

export const FeaturedApp = z.object({
  id: appId,
  name: z.string(),
  state: AppState,
  is_offered: z.boolean().describe('False: the store has nothing to offer of it now, so it does not show it'),
  added_at: time,
  added_by: z.object({ id: idOf('acc'), name: z.string() }),
})
export type FeaturedApp = z.output<typeof FeaturedApp>

const Featured = z.object({ apps: z.array(FeaturedApp).describe('In the order of the store') })

export const listFeatured = endpoint({
  name: 'listFeatured',
  method: 'GET',
  path: '/v1/admin/featured',
  summary: 'List the apps that the front of the store shows, in its order',
  access: 'admin',
  result: Featured,
})

export const putFeatured = endpoint({
  name: 'putFeatured',
  method: 'PUT',
  path: '/v1/admin/featured',
  summary: 'Say which apps the front of the store shows, in which order',
  access: 'admin',
  body: z.object({
    app_ids: z
      .array(appId)
      .max(maxFeatured)
      .refine((ids) => new Set(ids).size === ids.length, 'must not name an app twice'),
  }),
  result: Featured,
  errors: ['featured.not_in_store'],
})

// The portal at a glance

export const PortalOverview = z.object({
  at: time.describe('When this was counted; it may be up to 15 seconds old'),
  accounts: z.object({
    total: z.int(),
    reviewers: z.int(),
    admins: z.int(),
    unverified: z.int(),
    new: z.int().describe('In the last 7 days'),
  }),
  teams: z.int().describe('Beside the personal ones'),
  apps: z.record(AppState, z.int()),
  versions: z.record(VersionState, z.int()),
  downloads: z.int(),
  queue: z.object({
    waiting: z.int().describe('Reviews that a person has to decide'),
    claimed: z.int(),
    overdue: z.int(),
    escalated: z.int(),
    appeals: z.int(),
    oldest_at: time.nullable().describe('Since when the one waits that waits the longest'),
    checking: z.int().describe('Versions that the automated review has not finished'),
  }),
  jobs: JobSummary,
  reports: z.object({ open: z.int(), apps: z.int() }),
  quarantines: z.object({ open: z.int(), confirmed: z.int(), appealed: z.int() }),
  storage: z.object({
    package_bytes: z.int().describe('Of the packages of all versions'),
    free_bytes: z.int().nullable().describe('Of the disk with the packages; null: not known'),
  }),
  backup: z
    .object({ last_at: time.nullable(), failed_at: time.nullable().describe('When it failed, if the last one did') })
    .nullable()
    .describe('Null: the portal makes none, PostgreSQL is backed up by its own means'),
})
export type PortalOverview = z.output<typeof PortalOverview>

export const getPortalOverview = endpoint({
  name: 'getPortalOverview',
  method: 'GET',
  path: '/v1/admin/overview',
  summary: 'The portal at a glance: people, apps, queue, jobs, reports, storage',
  access: 'admin',
  result: PortalOverview,
})

// Storage and backups

const Files = z.object({ files: z.int(), bytes: z.int() })

export const PortalStorage = z.object({
  at: time.describe('When this was measured; it may be up to a minute old'),
  kinds: z.array(
    Files.extend({ kind: z.enum(['packages', 'icons', 'images', 'uploads', 'mail', 'backups']) }).describe(
      'uploads: what came in part; mail: the folder of a portal without a mail server',
    ),
  ),
  databases: z.array(z.object({ name: z.enum(['portal', 'telemetry']), bytes: z.int() })),
  disks: z
    .array(
      z.object({
        holds: z.array(z.enum(['packages', 'data', 'backups'])),
        free_bytes: z.int(),
        total_bytes: z.int(),
      }),
    )
    .describe('Each disk once'),
  sweep: Files.extend({ next_at: time.nullable() }).describe('What nothing names and the next sweep removes'),
})
export type PortalStorage = z.output<typeof PortalStorage>

export const getPortalStorage = endpoint({
  name: 'getPortalStorage',
  method: 'GET',
  path: '/v1/admin/storage',
  summary: 'What lies where, how much room is left, and what the next sweep removes',
  access: 'admin',
  result: PortalStorage,
})

export const Backup = z.object({
  name: z.string(),
  bytes: z.int(),
  created_at: time,
  state: z
    .enum(['good', 'damaged'])
    .describe('Each is checked as a whole when it is written; damaged: the file was changed or cut since'),
})
export type Backup = z.output<typeof Backup>

export const PortalBackups = z.object({
  is_supported: z.boolean().describe('False with PostgreSQL, which is backed up by its own means'),
  kept: z.int().describe('So many stay'),
  is_running: z.boolean(),
  next_at: time.nullable(),
  last: z
    .object({ at: time, is_good: z.boolean(), error: z.string().nullable() })
    .nullable()
    .describe('What became of the last one; null: none was tried yet'),
  backups: z.array(Backup).describe('The newest first'),
})
export type PortalBackups = z.output<typeof PortalBackups>

export const listBackups = endpoint({
  name: 'listBackups',
  method: 'GET',
  path: '/v1/admin/backups',
  summary: 'List the snapshots of the database, the newest first, and what became of the last one',
  access: 'admin',
  result: PortalBackups,
})

export const makeBackup = endpoint({
  name: 'makeBackup',
  method: 'POST',
  path: '/v1/admin/backups',
  summary: 'Have a snapshot of the database made now; the job that makes it, or the one that does already',
  access: 'admin',
  result: Job,
  status: 201,
  errors: ['backup.not_supported'],
})

// Settings

export const PortalSetting = z.object({
  name: z.string(),
  value: z.string().nullable().describe('Null: not set, or a secret, which is never shown'),
  source: z.enum(['default', 'environment', 'generated']).describe('generated: made by the portal at its first start'),
  is_secret: z.boolean(),
  standard: z.string().nullable().describe('What it is when it is not set'),
  description: z.string(),
  should: z.string().describe('What a right value looks like'),
})
export type PortalSetting = z.output<typeof PortalSetting>

export const listSettings = endpoint({
  name: 'listSettings',
  method: 'GET',
  path: '/v1/admin/settings',
  summary: 'List the settings of the process that answers, and where each comes from',
  access: 'admin',
  result: z.object({ settings: z.array(PortalSetting) }),
})
