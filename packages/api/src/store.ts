import { z } from 'zod'
import { download, endpoint } from './endpoint.ts'
import { appId, category, listQuery, pageOf, sha256, time, versionCode, versionName } from './fields.ts'

/** What the store says about an app; the package is checked against it before anything is installed. */
export const StoreApp = z.object({
  id: appId,
  name: z.string(),
  description: z.string(),
  developer: z.string(),
  category: category.nullable(),
  tags: z.array(z.string()),
  version: versionName,
  version_code: versionCode,
  min_mosis_version: versionName,
  permissions: z.array(z.string()),
  release_notes: z.string(),
  size_bytes: z.int(),
  sha256,
  mf_sha256: sha256.describe('SHA-256 of META-INF/MANIFEST.MF'),
  key_id: sha256,
  download_count: z.int(),
  icon_url: z.string(),
  download_url: z.string(),
  published_at: time,
})
export type StoreApp = z.output<typeof StoreApp>

const StoreRef = z.object({ app_id: appId })
const mosisVersion = versionName.optional().describe("The device's version; apps that need a newer one are left out")

export const listStoreApps = endpoint({
  name: 'listStoreApps',
  method: 'GET',
  path: '/v1/store/apps',
  summary: 'Browse/search apps',
  access: 'public',
  query: z.object({
    ...listQuery,
    q: z.string().trim().max(100).optional().describe('Search words; every word must be found'),
    category: category.optional(),
    tag: z.string().trim().max(30).optional(),
    sort: z.enum(['newest', 'name', 'downloads']).default('newest'),
    mosis_version: mosisVersion,
  }),
  result: pageOf('apps', StoreApp),
  errors: ['invalid_cursor'],
})

export const getStoreApp = endpoint({
  name: 'getStoreApp',
  method: 'GET',
  path: '/v1/store/apps/{app_id}',
  summary: 'App details',
  access: 'public',
  params: StoreRef,
  result: StoreApp,
  errors: ['store.app_not_found'],
})

export const downloadStoreApp = endpoint({
  name: 'downloadStoreApp',
  method: 'GET',
  path: '/v1/store/apps/{app_id}/download',
  summary: 'Download latest version (redirects to the package)',
  access: 'public',
  params: StoreRef,
  query: z.object({ mosis_version: mosisVersion }),
  result: download,
  errors: ['store.app_not_found', 'store.version_too_old'],
})

export const getStoreIcon = endpoint({
  name: 'getStoreIcon',
  method: 'GET',
  path: '/v1/store/apps/{app_id}/icon',
  summary: 'Icon of the published version, or one made from its name',
  access: 'public',
  params: StoreRef,
  query: z.object({ size: z.enum(['32', '64', '128']).default('64') }),
  result: download,
  errors: ['store.app_not_found'],
})

/** `com.example.clock@12`, or a bare id that asks for the newest. */
export const installedItem = z
  .string()
  .max(160)
  .regex(/^[a-z][a-z0-9]*(\.[a-z][a-z0-9]*)+(@[1-9]\d{0,9})?$/, 'must be an id or id@version_code')

const installedList = z
  .string()
  .max(40_000)
  .transform((text) => text.split(',').filter((item) => item !== ''))
  .pipe(z.array(installedItem).max(200))

export const Update = z.object({
  id: appId,
  name: z.string(),
  version: versionName,
  version_code: versionCode,
  size_bytes: z.int(),
  sha256,
  mf_sha256: sha256,
  key_id: sha256,
  permissions: z.array(z.string()),
  release_notes: z.string(),
  download_url: z.string(),
})
export type Update = z.output<typeof Update>

export const checkUpdates = endpoint({
  name: 'checkUpdates',
  method: 'GET',
  path: '/v1/store/apps/updates',
  summary: 'Check for updates',
  access: 'public',
  query: z.object({
    packages: installedList.optional().describe('id@version_code items with commas between; at most 200'),
    pkgs: installedList.optional().describe('The older name of packages'),
    mosis_version: mosisVersion,
  }),
  result: z.object({ updates: z.array(Update) }),
})

export const getPackage = endpoint({
  name: 'getPackage',
  method: 'GET',
  path: '/packages/{app_id}/{version_code}/{file}',
  summary: 'The bytes of a published package; one range, ETag and If-None-Match work',
  access: 'public',
  params: z.object({ app_id: appId, version_code: z.string().regex(/^[1-9]\d{0,9}$/), file: z.string().max(200) }),
  result: download,
  errors: ['package.not_found', 'package.range_not_satisfiable'],
})
