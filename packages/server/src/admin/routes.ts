import { admin } from '@mosis/api'
import type { Deps } from '../deps.ts'
import type { Serve } from '../http/route.ts'
import { listAllApps } from './all-apps.ts'
import { listBackups, makeBackup } from './backups.ts'
import { listFeatured, putFeatured } from './featured.ts'
import { getPortalOverview } from './overview.ts'
import { remember } from './remember.ts'
import { listSettings } from './settings-list.ts'
import { measureStorage } from './storage-use.ts'

const overviewMs = 15_000
const storageMs = 60_000

/** What admins of the portal look after. */
export function adminRoutes(serve: Serve, deps: Deps): void {
  const { db, config } = deps
  const overview = remember(overviewMs, (call) => getPortalOverview(deps, call))
  const storage = remember(storageMs, (call) => measureStorage(deps, call))
  serve(admin.listAllApps, ({ query }) => listAllApps(db, query))
  serve(admin.listFeatured, async () => ({ apps: await listFeatured(db) }))
  serve(admin.putFeatured, async ({ call, body }) => ({ apps: await putFeatured(db, call, body) }))
  serve(admin.getPortalOverview, ({ call }) => overview(call))
  serve(admin.getPortalStorage, ({ call }) => storage(call))
  serve(admin.listBackups, ({ call }) => listBackups(deps, call))
  serve(admin.makeBackup, ({ call }) => makeBackup(deps, call))
  serve(admin.listSettings, () => ({ settings: listSettings(config) }))
}
