import type { TeamAction } from '@mosis/api'

interface AppTab {
  name: string
  to: string
  /** What whoever opens the page must be allowed to do. */
  needs: TeamAction
  /** The tab is the current one also on the pages below it. */
  hasPagesBelow: boolean
}

/** The pages of an app, in the order of the tabs. */
export const appTabs = [
  { name: 'overview', to: '/apps/$appId', needs: 'app.view', hasPagesBelow: false },
  { name: 'versions', to: '/apps/$appId/versions', needs: 'app.view', hasPagesBelow: true },
  { name: 'listing', to: '/apps/$appId/listing', needs: 'app.view', hasPagesBelow: false },
  { name: 'analytics', to: '/apps/$appId/analytics', needs: 'telemetry.view', hasPagesBelow: false },
  { name: 'crashes', to: '/apps/$appId/crashes', needs: 'telemetry.view', hasPagesBelow: true },
  { name: 'testers', to: '/apps/$appId/testers', needs: 'tester.manage', hasPagesBelow: false },
  { name: 'settings', to: '/apps/$appId/settings', needs: 'app.view', hasPagesBelow: false },
  { name: 'audit', to: '/apps/$appId/audit', needs: 'team.view_log', hasPagesBelow: false },
] as const satisfies readonly AppTab[]
