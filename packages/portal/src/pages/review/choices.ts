// What the desk can be narrowed to, as the API has it; in the order in which it is offered.

export const queueParts = ['mine', 'free', 'overdue', 'escalated', 'appeals'] as const
export const decidedStates = ['approved', 'changes_requested', 'rejected', 'cancelled'] as const
export const riskCodes = [
  'appeal',
  'user_reports',
  'key_change',
  'look_alike',
  'behaviour',
  'first_app',
  'unfinished',
  'dangerous_permission',
  'any_host',
  'random_sample',
  'warnings',
  'new_domain',
] as const
export const reviewTabs = ['findings', 'difference', 'files', 'behaviour', 'thread', 'notes', 'history'] as const
export const reportStates = ['open', 'closed'] as const
export const reportCategoryCodes = [
  'malware',
  'fraud',
  'private_data',
  'imitation',
  'illegal_content',
  'unsuitable_content',
  'rights',
  'broken',
  'other',
] as const
export const quarantineStateWords = ['open', 'confirmed', 'lapsed', 'lifted'] as const

export type ReviewTab = (typeof reviewTabs)[number]
export type QueuePart = (typeof queueParts)[number]
