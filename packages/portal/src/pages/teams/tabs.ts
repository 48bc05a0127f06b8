/** The views of a team; the first one is the one without a choice. */
export const teamTabs = ['members', 'webhooks', 'log', 'settings'] as const
