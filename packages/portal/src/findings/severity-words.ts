/** The weights of a finding, the heaviest first. */
export const severityWords = ['error', 'warning', 'info'] as const
