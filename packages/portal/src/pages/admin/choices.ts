// What the lists of the administration can be narrowed to, as the API has it.

export const roles = ['developer', 'reviewer', 'admin'] as const
export const accountStates = ['active', 'locked'] as const
export const accountSorts = ['oldest', 'newest', 'email'] as const
export const appStates = ['draft', 'published', 'suspended'] as const
export const allAppSorts = ['newest', 'name', 'downloads'] as const
export const jobStates = ['dead', 'ready', 'done'] as const
export const blockKinds = ['file', 'package', 'key'] as const
export const auditPeriods = ['day', 'week', 'month'] as const
/** The first one is the one without a choice. */
export const ruleKinds = ['settable', 'fixed', 'all'] as const
