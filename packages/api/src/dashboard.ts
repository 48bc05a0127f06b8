import { z } from 'zod'
import { AppRef, AppState } from './apps.ts'
import { endpoint } from './endpoint.ts'
import { appId, idOf, time, versionCode, versionName } from './fields.ts'
import { teamRoles } from './roles.ts'
import { Version, VersionState } from './versions.ts'

const Role = z.enum(teamRoles)
const ofApp = { app_id: appId, app_name: z.string() }
const ofVersion = { ...ofApp, version_id: idOf('ver'), version: versionName, version_code: versionCode }
const team = z.object({ id: idOf('team'), name: z.string() })

/** Something that waits for the person; further kinds are added to the union. */
export const Need = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('verify_email'), email: z.string() }),
  z.object({
    kind: z.literal('quarantine'),
    ...ofVersion,
    reason_code: z.string(),
    ends_at: time.nullable().describe('When it ends by itself; null: a second person has confirmed it'),
    may_appeal: z.boolean(),
  }),
  z.object({ kind: z.literal('suspended'), ...ofApp }),
  z.object({
    kind: z.literal('fix').describe('A version that has to be changed: its state says by whom it was sent back'),
    ...ofVersion,
    state: z.enum(['failed', 'changes_requested', 'rejected']),
    errors: z.int().describe('Findings of the automated review'),
    warnings: z.int(),
  }),
  z.object({ kind: z.literal('reply').describe('The reviewers wrote last'), ...ofVersion, at: time }),
  z.object({ kind: z.literal('publish').describe('An approved version that waits to be published'), ...ofVersion }),
  z.object({
    kind: z.literal('halted').describe('A version that was published and is not offered any more'),
    ...ofVersion,
  }),
  z.object({
    kind: z.literal('rollout').describe('A version that only a part of all devices is offered'),
    ...ofVersion,
    percent: z.int(),
    since: time.nullable().describe('When it was published'),
  }),
  z.object({ kind: z.literal('submit').describe('A draft that was not handed in'), ...ofVersion }),
  z.object({
    kind: z.literal('invitation'),
    invitation_id: idOf('inv'),
    team_name: z.string(),
    role: Role,
    invited_by: z.string(),
    expires_at: time,
  }),
  z.object({
    kind: z.literal('transfer').describe('An app that is offered to a team of the caller'),
    ...ofApp,
    from_team: z.string(),
    to_team: team,
    expires_at: time,
  }),
  z.object({
    kind: z.literal('api_key').describe('An API key that ends soon'),
    api_key_id: idOf('ak'),
    name: z.string(),
    expires_at: time,
  }),
])
export type Need = z.output<typeof Need>

const Newest = z.object({
  id: idOf('ver'),
  version: versionName,
  version_code: versionCode,
  state: VersionState,
  created_at: time,
  errors: z.int().describe('Findings of its last automated review'),
  warnings: z.int(),
  review: Version.shape.review
    .unwrap()
    .pick({ id: true, position: true, ahead: true, estimate: true, waiting: true })
    .nullable()
    .describe('Its last review; position and estimate only while it waits'),
})

export const DashboardApp = z.object({
  id: appId,
  name: z.string(),
  icon_url: z.string(),
  state: AppState,
  team,
  role: Role.describe('Of the caller in that team'),
  published: z.object({ version: versionName, version_code: versionCode }).nullable(),
  rollout: z
    .object({ version: versionName, percent: z.int() })
    .nullable()
    .describe('What is offered to a part of all devices beside it'),
  newest: Newest.nullable().describe('The version with the highest version_code; null: there is none'),
  downloads: z.int(),
  changed_at: time.describe('When its newest version came, or the app itself'),
})
export type DashboardApp = z.output<typeof DashboardApp>

export const Dashboard = z.object({
  numbers: z.object({
    apps: z.int(),
    published: z.int(),
    in_review: z.int().describe('Newest versions that are being checked or wait for a reviewer'),
    downloads: z.int(),
    teams: z.int(),
  }),
  needs: z.array(Need).describe('What waits for the caller, the most urgent first; at most 50'),
  apps: z.array(DashboardApp).describe('Those that changed last, at most 12; all of them: GET /v1/apps'),
})
export type Dashboard = z.output<typeof Dashboard>

export const getDashboard = endpoint({
  name: 'getDashboard',
  method: 'GET',
  path: '/v1/dashboard',
  summary: "The caller's apps at a glance, and what waits for the caller",
  access: 'account',
  result: Dashboard,
})

/** A version that devices are offered. */
const Offered = z.object({
  version_id: idOf('ver'),
  version: versionName,
  version_code: versionCode,
  published_at: time,
})

export const AppOverview = z.object({
  newest: Newest.nullable().describe('The version with the highest version_code; null: there is none'),
  offered: z.object({
    production: Offered.nullable().describe('What everybody is offered'),
    rollout: Offered.extend({ percent: z.int() })
      .nullable()
      .describe('What a part of all devices is offered beside it'),
    beta: Offered.nullable().describe('What testers are offered'),
  }),
  needs: z.array(Need).describe('What waits for the caller about this app, the most urgent first'),
  counts: z.object({ versions: z.int(), testers: z.int(), languages: z.int(), downloads: z.int() }),
  transfer: z.object({ to_team: z.string(), expires_at: time }).nullable().describe('It is offered to another team'),
  suspension: z
    .object({ at: time, reason_code: z.string(), reason: z.string().describe('The public words') })
    .nullable(),
})
export type AppOverview = z.output<typeof AppOverview>

export const getAppOverview = endpoint({
  name: 'getAppOverview',
  method: 'GET',
  path: '/v1/apps/{app_id}/overview',
  summary: 'An app at a glance: what is offered, what is new, and what waits for the caller',
  access: 'apps:read',
  params: AppRef,
  result: AppOverview,
  errors: ['app.not_found'],
})
