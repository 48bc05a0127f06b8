import { z } from 'zod'
import { endpoint, nothing } from './endpoint.ts'
import { appId, category, idOf, listQuery, pageOf, sha256, time, versionCode, versionName } from './fields.ts'

export const AppState = z.enum(['draft', 'published', 'suspended'])
export type AppState = z.output<typeof AppState>

export const App = z.object({
  id: appId,
  team_id: idOf('team'),
  name: z.string(),
  description: z.string(),
  category: category.nullable(),
  tags: z.array(z.string()),
  state: AppState,
  key_id: sha256.nullable().describe('The key that signs this app, fixed by its first accepted version'),
  published: z.object({ version: versionName, version_code: versionCode }).nullable(),
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

export const listApps = endpoint({
  name: 'listApps',
  method: 'GET',
  path: '/v1/apps',
  summary: "List the developer's apps",
  access: 'apps:read',
  query: z.object({ ...listQuery, status: AppState.optional() }),
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
  }),
  result: App,
  status: 201,
  errors: ['app.id_taken', 'app.id_reserved'],
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

export const updateApp = endpoint({
  name: 'updateApp',
  method: 'PATCH',
  path: '/v1/apps/{app_id}',
  summary: 'Update app',
  access: 'apps:write',
  params: AppRef,
  body: z.object(fields).partial(),
  result: App,
  errors: ['app.not_found'],
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
