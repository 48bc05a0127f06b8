/** What the list of versions can be narrowed to, and its orders; the first order is the one without a choice. */
export const versionStateFilters = [
  'draft',
  'submitted',
  'checking',
  'failed',
  'in_review',
  'changes_requested',
  'rejected',
  'approved',
  'scheduled',
  'published',
  'halted',
  'superseded',
  'quarantined',
  'withdrawn',
] as const
export const versionTracks = ['production', 'beta'] as const
export const versionSorts = ['newest', 'oldest'] as const

/** The views of one version; the first is the one without a choice. */
export const versionTabs = ['overview', 'findings', 'files', 'notes', 'thread'] as const
export type VersionTab = (typeof versionTabs)[number]
