// Every page of the portal and how each of its states is reached: what screenshots are taken of, what axe looks at, what the
// story about the portal opens.

/** Who looks at a page: the people of the seeded world, somebody who has just signed up, or a visitor. */
export type Viewer = 'nobody' | 'newcomer' | 'developer' | 'reviewer' | 'admin'

export const stateNames = ['filled', 'loading', 'empty-first', 'empty-filtered', 'error', 'forbidden'] as const
export type StateName = (typeof stateNames)[number]

/** How a state comes about: who opens which address, and what becomes of what the page asks the portal. */
export interface Way {
  address: string
  viewer: Viewer
  /**
   * `held`: never answered; `refused`: answered with a failure; `emptied`: every list is without entries; `hostile`: whatever
   * people write is markup, code, invisible controls and ten thousand letters without a space.
   */
  answers?: 'held' | 'refused' | 'emptied' | 'hostile'
}

export interface PortalPage {
  name: string
  /** As in the portal's list of addresses. */
  pattern: string
  states: Partial<Record<StateName, Way>> & { filled: Way }
}

interface More {
  /** What stands after the address in the filled state. */
  search?: string
  /** The page asks the portal for something, so that it can wait for it and miss it. */
  asks?: boolean
  /** Who has nothing there; `emptied` where everybody has something. */
  empty?: Viewer | 'emptied'
  /** A filter that nothing passes. */
  nothing?: string
  /** Somebody who may not see it. */
  stranger?: Viewer
}

const unsuited = 'q=zzzzzzzz'

function page(name: string, pattern: string, viewer: Viewer, more: More = {}): PortalPage {
  const { search = '', asks = false, empty, nothing, stranger } = more
  const filled: Way = { address: search === '' ? pattern : `${pattern}?${search}`, viewer }
  return {
    name,
    pattern,
    states: {
      filled,
      ...(asks && { loading: { ...filled, answers: 'held' }, error: { ...filled, answers: 'refused' } }),
      ...(empty === 'emptied' && { 'empty-first': { ...filled, answers: 'emptied' } }),
      ...(empty !== undefined && empty !== 'emptied' && { 'empty-first': { ...filled, viewer: empty } }),
      ...(nothing !== undefined && { 'empty-filtered': { ...filled, address: `${pattern}?${nothing}` } }),
      ...(stranger && { forbidden: { ...filled, viewer: stranger } }),
    },
  }
}

const open = (name: string, pattern: string, more: More = {}) => page(name, pattern, 'nobody', more)
const own = (name: string, pattern: string, more: More = {}) =>
  page(name, pattern, 'developer', { asks: true, ...more })
const ofApp = (name: string, path: string, more: More = {}) =>
  own(name, `/apps/$appId${path}`, { stranger: 'newcomer', ...more })
const desk = (name: string, pattern: string, more: More = {}) =>
  page(name, pattern, 'reviewer', { asks: true, stranger: 'developer', ...more })
const operation = (name: string, pattern: string, more: More = {}) =>
  page(name, pattern, 'admin', { asks: true, stranger: 'developer', ...more })

export const pages: readonly PortalPage[] = [
  open('landing', '/', { asks: true, empty: 'emptied' }),
  open('store', '/store', { asks: true, empty: 'emptied', nothing: unsuited }),
  open('store-decisions', '/store/decisions', { asks: true, empty: 'emptied', nothing: 'app=com.example.nowhere' }),
  open('store-app', '/store/$appId', { asks: true }),
  open('setup', '/setup'),
  open('setup-done', '/setup/done'),
  open('testing', '/testing', { search: 'token=wrong' }),
  open('sign-in', '/auth/sign-in'),
  open('second-factor', '/auth/second-factor'),
  open('sign-up', '/auth/sign-up'),
  page('check-mail', '/auth/check-mail', 'newcomer'),
  open('verify', '/auth/verify', { search: 'token=wrong' }),
  open('forgot', '/auth/forgot'),
  open('reset', '/auth/reset', { search: 'token=wrong' }),
  open('email-change', '/auth/email', { search: 'token=wrong' }),
  open('email-undo', '/auth/undo', { search: 'token=wrong' }),
  page('confirm', '/auth/confirm', 'developer'),
  page('device', '/auth/device', 'developer'),
  open('invitation', '/auth/invitation', { search: 'token=wrong' }),

  own('dashboard', '/dashboard', { empty: 'newcomer' }),
  own('apps', '/apps', { empty: 'newcomer', nothing: unsuited }),
  own('new-app', '/apps/new'),
  ofApp('app', ''),
  ofApp('versions', '/versions', { empty: 'emptied', nothing: 'state=rejected' }),
  ofApp('new-version', '/versions/new', { asks: false }),
  ofApp('version', '/versions/$versionId'),
  ofApp('version-files', '/versions/$versionId', { search: 'tab=files' }),
  own('version-failed', '/apps/$failedAppId/versions/$failedVersionId'),
  own('version-findings', '/apps/$failedAppId/versions/$failedVersionId', { search: 'tab=findings' }),
  own('version-thread', '/apps/$threadAppId/versions/$threadVersionId', { search: 'tab=thread', empty: 'emptied' }),
  ofApp('listing', '/listing'),
  ofApp('analytics', '/analytics', { empty: 'emptied' }),
  ofApp('crashes', '/crashes', { empty: 'emptied', nothing: unsuited }),
  ofApp('crash', '/crashes/$groupId'),
  ofApp('testers', '/testers', { empty: 'emptied', nothing: unsuited }),
  ofApp('app-settings', '/settings'),
  ofApp('app-audit', '/audit', { empty: 'emptied', nothing: 'who=acc_nobody' }),
  own('api-keys', '/keys', { empty: 'newcomer' }),
  own('signing-keys', '/keys', { search: 'tab=signing', empty: 'newcomer' }),
  own('teams', '/teams', { empty: 'newcomer' }),
  own('team', '/teams/$teamId', { stranger: 'newcomer' }),
  own('team-webhooks', '/teams/$teamId', { search: 'tab=webhooks', empty: 'emptied' }),
  own('team-log', '/teams/$teamId', { search: 'tab=log', empty: 'emptied' }),
  own('account', '/account'),
  own('security', '/account/security', { empty: 'newcomer' }),
  own('sessions', '/account/sessions'),
  own('activity', '/account/activity', { empty: 'emptied' }),
  own('data', '/account/data', { asks: false }),

  desk('queue', '/review', { empty: 'emptied', nothing: unsuited }),
  desk('review', '/review/$reviewId'),
  desk('reports', '/review/reports', { empty: 'emptied' }),
  desk('quarantines', '/review/quarantines', { empty: 'emptied' }),

  operation('admin', '/admin'),
  operation('admin-accounts', '/admin/accounts', { nothing: unsuited }),
  operation('admin-apps', '/admin/apps', { empty: 'emptied', nothing: unsuited }),
  operation('admin-featured', '/admin/featured', { empty: 'emptied' }),
  operation('admin-jobs', '/admin/jobs', { empty: 'emptied', nothing: 'name=nothing.like.it' }),
  operation('admin-rules', '/admin/rules', { nothing: unsuited }),
  operation('admin-blocks', '/admin/blocks', { empty: 'emptied' }),
  operation('admin-storage', '/admin/storage'),
  operation('admin-backups', '/admin/backups', { empty: 'emptied' }),
  operation('admin-audit', '/admin/audit', { nothing: 'action=nothing.like.it' }),
  operation('admin-settings', '/admin/settings'),
]

/** These only lead on to another page. */
export const leadingOn: readonly string[] = [
  '/auth/account',
  '/auth/account/$part',
  '/auth/sessions',
  '/auth/activity',
  '/admin/reports',
]
