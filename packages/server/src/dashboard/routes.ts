import { dashboard } from '@mosis/api'
import type { Deps } from '../deps.ts'
import type { Serve } from '../http/route.ts'
import { getAppOverview } from './app-overview.ts'
import { getDashboard } from './dashboard.ts'

/** What the portal shows of many features at once. */
export function dashboardRoutes(serve: Serve, { db }: Pick<Deps, 'db'>): void {
  serve(dashboard.getDashboard, ({ call }) => getDashboard(db, call))
  serve(dashboard.getAppOverview, ({ call, params }) => getAppOverview(db, call, params))
}
