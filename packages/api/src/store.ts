import { z } from 'zod'
import { download, endpoint } from './endpoint.ts'
import { appId, category, listQuery, locale, pageOf, sha256, time, versionCode, versionName } from './fields.ts'
import { Listing } from './listings.ts'
import { Track } from './versions.ts'

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

/** The part of all devices that is offered a version: each decides for itself, by a secret that it tells nobody. */
export const Rollout = z.object({
  percent: z.int().min(1).max(100),
  salt: z.string().max(64).describe('The same as long as the same rollout goes on; it only rises'),
})
export type Rollout = z.output<typeof Rollout>

/** Which versions of an app there are to choose from, and for whom. */
const offered = {
  track: Track,
  rollout: Rollout.nullable().describe('Null: for every device; else only for those that find themselves in the share'),
}

/** A version beside the one that everybody gets. */
export const Offer = z.object({
  ...offered,
  version: versionName,
  version_code: versionCode,
  min_mosis_version: versionName,
  permissions: z.array(z.string()),
  release_notes: z.string(),
  size_bytes: z.int(),
  sha256,
  mf_sha256: sha256,
  key_id: sha256,
  download_url: z.string(),
})
export type Offer = z.output<typeof Offer>

/** What somebody reads about an app before it is installed, in the language that fits best. */
export const StoreListing = z.object({
  locale,
  locales: z.array(locale).describe('Every language that it is said in, the default one first'),
  long_text: z.string(),
  screenshots: Listing.shape.screenshots,
  contact_email: z.string().nullable(),
  contact_url: z.string().nullable(),
  privacy_url: z.string().nullable(),
})
export type StoreListing = z.output<typeof StoreListing>

/** An app with every version that a device may choose from; name, description and release notes are in the same language. */
export const StoreAppDetails = StoreApp.extend({
  listing: StoreListing,
  track: Track.describe('beta only for a tester of an app that everybody else cannot get yet'),
  offers: z
    .array(Offer)
    .describe('Beside the version above: one that is rolled out in stages, and for testers the one on the track beta'),
})
export type StoreAppDetails = z.output<typeof StoreAppDetails>

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

export const listFeaturedApps = endpoint({
  name: 'listFeaturedApps',
  method: 'GET',
  path: '/v1/store/featured',
  summary: 'The apps that the front of the store shows, in the order that the portal chose',
  access: 'public',
  query: z.object({ mosis_version: mosisVersion }),
  result: z.object({ apps: z.array(StoreApp) }),
})

/** A version that everybody was or is offered. */
export const StoreVersion = z.object({
  version: versionName,
  version_code: versionCode,
  is_offered: z.boolean().describe('The one that the store offers to everybody now'),
  release_notes: z.string(),
  size_bytes: z.int(),
  permissions: z.array(z.string()),
  min_mosis_version: versionName,
  published_at: time,
})
export type StoreVersion = z.output<typeof StoreVersion>

export const listStoreVersions = endpoint({
  name: 'listStoreVersions',
  method: 'GET',
  path: '/v1/store/apps/{app_id}/versions',
  summary: 'The versions that everybody was offered, the newest first, in the best language for Accept-Language',
  access: 'public',
  params: StoreRef,
  query: z.object({ ...listQuery, locale: locale.optional().describe('Before those of Accept-Language') }),
  result: pageOf('versions', StoreVersion),
  errors: ['store.app_not_found', 'invalid_cursor'],
})

export const getStoreApp = endpoint({
  name: 'getStoreApp',
  method: 'GET',
  path: '/v1/store/apps/{app_id}',
  summary: 'App details in the best language for Accept-Language (with X-Mosis-Tester: also what its testers get)',
  access: 'public',
  params: StoreRef,
  query: z.object({ locale: locale.optional().describe('Before those of Accept-Language') }),
  result: StoreAppDetails,
  errors: ['store.app_not_found'],
})

export const downloadStoreApp = endpoint({
  name: 'downloadStoreApp',
  method: 'GET',
  path: '/v1/store/apps/{app_id}/download',
  summary: 'Download latest version (redirects to the package)',
  access: 'public',
  params: StoreRef,
  query: z.object({
    mosis_version: mosisVersion,
    version_code: z.coerce
      .number()
      .pipe(versionCode)
      .optional()
      .describe('Another one of those that the details offer'),
  }),
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
  ...offered,
})
export type Update = z.output<typeof Update>

export const checkUpdates = endpoint({
  name: 'checkUpdates',
  method: 'GET',
  path: '/v1/store/apps/updates',
  summary: 'Check for updates (an app has several lines where a device has to choose; with X-Mosis-Tester: also beta)',
  access: 'public',
  query: z.object({
    packages: installedList.optional().describe('id@version_code items with commas between; at most 200'),
    pkgs: installedList.optional().describe('The older name of packages'),
    mosis_version: mosisVersion,
  }),
  result: z.object({ updates: z.array(Update).describe('By app, the lowest version_code first') }),
})

export const getPackage = endpoint({
  name: 'getPackage',
  method: 'GET',
  path: '/packages/{app_id}/{version_code}/{file}',
  summary: 'The bytes of a published package (beta: with X-Mosis-Tester); one range, ETag and If-None-Match work',
  access: 'public',
  params: z.object({ app_id: appId, version_code: z.string().regex(/^[1-9]\d{0,9}$/), file: z.string().max(200) }),
  result: download,
  errors: ['package.not_found', 'package.range_not_satisfiable'],
})
