import { queryOptions } from '@tanstack/react-query'
import type { rules } from 'virtual:rules'

export type RuleText = (typeof rules)[string]

/** What every rule and every refusal of a package means, by its code; loaded when somebody asks about one. */
export const rulesQuery = queryOptions({
  queryKey: ['rule-texts'],
  staleTime: Infinity,
  queryFn: async () => (await import('virtual:rules')).rules,
})
