import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { consoleRoute } from '../../layouts.tsx'
import { appQuery } from '../../queries/apps.ts'

/**
 * Everything about one app of an own team: its name and tabs stand above, the pages of each area below. What a page under it
 * reads with `useApp(appId)` and `useMayInApp(appId, action)` is there when it is drawn.
 */
export const appRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: '/apps/$appId',
  async loader({ context: { queryClient }, params: { appId } }) {
    await queryClient.ensureQueryData(appQuery(appId))
  },
  component: lazyRouteComponent(() => import('./app-frame.tsx'), 'AppFrame'),
  errorComponent: lazyRouteComponent(() => import('./app-failed.tsx'), 'AppFailed'),
})
