import { apps } from '@mosis/api'
import type { Deps } from '../deps.ts'
import type { Serve } from '../http/route.ts'
import { createApp, deleteApp, getApp, listApps, updateApp } from './apps.ts'

export function appRoutes(serve: Serve, { db }: Pick<Deps, 'db'>): void {
  serve(apps.listApps, ({ call, query }) => listApps(db, call, query))
  serve(apps.createApp, ({ call, body }) => createApp(db, call, body))
  serve(apps.getApp, ({ call, params }) => getApp(db, call, params))
  serve(apps.updateApp, ({ call, params, body }) => updateApp(db, call, params, body))
  serve(apps.deleteApp, async ({ call, params }) => {
    await deleteApp(db, call, params)
    return {}
  })
}
