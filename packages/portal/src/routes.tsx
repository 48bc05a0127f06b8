import { adminRoute, consoleRoute, publicRoute, reviewerRoute, rootRoute } from './layouts.tsx'
import { accountPageRoutes, accountRoute, earlierAccountRoutes } from './pages/account/routes.tsx'
import { adminRoutes } from './pages/admin/routes.tsx'
import { analyticsRoutes } from './pages/analytics/routes.tsx'
import { appRoute } from './pages/apps/app-route.tsx'
import { appListRoutes, appPageRoutes } from './pages/apps/routes.tsx'
import { authRoutes } from './pages/auth/routes.tsx'
import { dashboardRoutes } from './pages/dashboard/routes.tsx'
import { galleryRoutes } from './pages/gallery/routes.tsx'
import { keyRoutes } from './pages/keys/routes.tsx'
import { listingRoutes } from './pages/listing/routes.tsx'
import { reviewRoutes } from './pages/review/routes.tsx'
import { storeRoutes } from './pages/store/routes.tsx'
import { testerRoutes } from './pages/testers/routes.tsx'
import { teamRoutes } from './pages/teams/routes.tsx'
import { versionRoutes } from './pages/versions/routes.tsx'

const isReleased = !import.meta.env.DEV && import.meta.env.MODE !== 'e2e'
// The types know it in any case, so that the tree has one shape.
const gallery = (isReleased ? [] : galleryRoutes) as unknown as typeof galleryRoutes

/** Every page: each area names its own. */
export const routeTree = rootRoute.addChildren([
  ...gallery,
  publicRoute.addChildren([...storeRoutes, ...authRoutes]),
  consoleRoute.addChildren([
    ...dashboardRoutes,
    accountRoute.addChildren([...accountPageRoutes]),
    ...earlierAccountRoutes,
    ...appListRoutes,
    ...keyRoutes,
    ...teamRoutes,
    reviewerRoute.addChildren([...reviewRoutes]),
    adminRoute.addChildren([...adminRoutes]),
    appRoute.addChildren([...appPageRoutes, ...versionRoutes, ...listingRoutes, ...analyticsRoutes, ...testerRoutes]),
  ]),
])
