import { z } from 'zod'
import { download, endpoint, nothing } from './endpoint.ts'
import { appId, category, idOf, listQuery, locale, pageOf, sha256, time, versionCode, versionName } from './fields.ts'
import { teamRoles } from './roles.ts'
import { auditQuery, AuditEvent } from './sessions.ts'

export const AppState = z.enum(['draft', 'published', 'suspended'])
export type AppState = z.output<typeof AppState>

export const App = z.object({
  id: appId,
  team_id: idOf('team'),
  team_name: z.string(),
  role: z.enum(teamRoles).describe('Of the caller in that team'),
  name: z.string(),
  description: z.string(),
  category: category.nullable(),
  tags: z.array(z.string()),
  state: AppState,
  key_id: sha256.nullable().describe('The key that signs this app, fixed by its first accepted version'),
  published: z.object({ version: versionName, version_code: versionCode }).nullable(),
  icon_url: z.string().describe('Of its newest version; an address that answers members of the team'),
  download_count: z.int(),
  default_locale: locale.describe('The language of name and description; others have listings of their own'),
  contact_email: z.string().nullable(),
  contact_url: z.string().nullable(),
  privacy_url: z.string().nullable(),
  created_at: time,
  updated_at: time,
})
export type App = z.output<typeof App>

export const AppRef = z.object({ app_id: appId })
export type AppRef = z.output<typeof AppRef>

const fields = {
  name: z.string().trim().min(1).max(30),
  description: z.string().trim().max(80),
  category: category.nullable(),
  tags: z.array(z.string().trim().min(1).max(30)).max(10),
}

const webAddress = z
  .url({ protocol: /^https$/, hostname: z.regexes.domain, error: 'must be an https address' })
  .max(500)

/** Shown to everybody who looks at the app in the store. */
const contact = {
  contact_email: z.email().max(254).nullable(),
  contact_url: webAddress.nullable(),
  privacy_url: webAddress.nullable(),
}

export const listApps = endpoint({
  name: 'listApps',
  method: 'GET',
  path: '/v1/apps',
  summary: "List the developer's apps",
  access: 'apps:read',
  query: z.object({
    ...listQuery,
    status: AppState.optional(),
    team_id: idOf('team').optional(),
    q: z.string().trim().max(128).optional().describe('A part of the name or the id, in any case'),
    sort: z.enum(['newest', 'updated', 'name', 'downloads']).default('newest'),
  }),
  result: pageOf('apps', App),
  errors: ['invalid_cursor'],
})

export const createApp = endpoint({
  name: 'createApp',
  method: 'POST',
  path: '/v1/apps',
  summary: 'Create new app',
  access: 'apps:write',
  body: z.object({
    id: appId,
    name: fields.name,
    description: fields.description.default(''),
    category: fields.category.default(null),
    tags: fields.tags.default([]),
    default_locale: locale.default('en'),
    team_id: idOf('team').optional().describe("Whose it is; left out: the caller's personal team"),
  }),
  result: App,
  status: 201,
  errors: ['app.id_taken', 'app.id_reserved', 'team.not_found'],
})

/** What creating an app with an id would lead to. */
export const AppIdCheck = z.object({
  app_id: appId,
  state: z.enum(['free', 'taken', 'reserved']).describe('reserved: for the apps of the platform'),
  is_own: z.boolean().describe('Taken by an app of an own team'),
  similar_to: z
    .array(z.object({ id: appId, name: z.string(), by: z.enum(['name', 'id']) }))
    .describe('Well-known apps that people could take it for: it is not refused, but reviewers look closely'),
})
export type AppIdCheck = z.output<typeof AppIdCheck>

export const checkAppId = endpoint({
  name: 'checkAppId',
  method: 'GET',
  path: '/v1/apps/ids/{app_id}',
  summary: 'Whether an id is free for an app, while it is typed',
  access: 'apps:write',
  params: AppRef,
  query: z.object({
    name: z.string().trim().max(30).optional().describe('The name that the app would have, which may be alike too'),
  }),
  result: AppIdCheck,
  errors: ['rate_limited'],
})

export const getApp = endpoint({
  name: 'getApp',
  method: 'GET',
  path: '/v1/apps/{app_id}',
  summary: 'Get app details',
  access: 'apps:read',
  params: AppRef,
  result: App,
  errors: ['app.not_found'],
})

export const getAppIcon = endpoint({
  name: 'getAppIcon',
  method: 'GET',
  path: '/v1/apps/{app_id}/icon',
  summary: 'Icon of the newest version, published or not, or one made from its name',
  access: 'apps:read',
  params: AppRef,
  query: z.object({ size: z.enum(['32', '64', '128']).default('64') }),
  result: download,
  errors: ['app.not_found'],
})

export const updateApp = endpoint({
  name: 'updateApp',
  method: 'PATCH',
  path: '/v1/apps/{app_id}',
  summary: 'Update app',
  access: 'apps:write',
  params: AppRef,
  body: z.object({ ...fields, ...contact, default_locale: locale }).partial(),
  result: App,
  errors: ['app.not_found', 'listing.not_found'],
})

export const deleteApp = endpoint({
  name: 'deleteApp',
  method: 'DELETE',
  path: '/v1/apps/{app_id}',
  summary: 'Delete app, while it was never published',
  access: 'apps:write',
  params: AppRef,
  result: nothing,
  status: 204,
  errors: ['app.not_found', 'app.published'],
})

export const listAppEvents = endpoint({
  name: 'listAppEvents',
  method: 'GET',
  path: '/v1/apps/{app_id}/audit',
  summary: 'List who changed what in an app and its versions while it was the team’s, the newest first',
  access: 'apps:read',
  params: AppRef,
  query: z.object(auditQuery),
  result: pageOf('events', AuditEvent),
  errors: ['app.not_found', 'invalid_cursor'],
})
