/** How the lists of the store may be sorted, as the API has it. */
export const storeSorts = ['newest', 'name', 'downloads'] as const

/** Who decides: roles, never people. */
export const deciders = ['reviewer', 'admin', 'portal'] as const
