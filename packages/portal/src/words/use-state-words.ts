import { useCallback } from 'react'
import { useLanguage } from '../language.tsx'
import { appStates } from './apps.ts'
import { wordFor } from './family.ts'
import type { Family } from './family.ts'
import { jobStates } from './jobs.ts'
import { logStates } from './log-states.ts'
import { reviewStates } from './reviews.ts'
import { ruleModes, ruleRunStates } from './rules.ts'
import { deviceLoginStates } from './sign-in.ts'
import { portalRoles, teamRoles } from './teams.ts'
import { versionStates } from './versions.ts'

/** What the log of changes calls the states of each kind of thing; of the others it has names. */
const families: Readonly<Record<string, readonly Family[]>> = {
  account: [portalRoles, logStates],
  api_key: [logStates],
  app: [appStates, logStates],
  job: [jobStates],
  review: [reviewStates],
  rule: [ruleModes, ruleRunStates],
  session: [deviceLoginStates, logStates],
  signing_key: [logStates],
  team: [teamRoles, logStates],
  version: [versionStates],
}

/** A state that the log of changes names, by the kind of thing that was in it; a name stays as it is. */
export function useStateWords(): (type: string, state: string) => string {
  const { language } = useLanguage()
  return useCallback(
    (type, state) => {
      const family = families[type]?.find(({ en }) => Object.hasOwn(en, state))
      return family ? wordFor(family, language, state) : state
    },
    [language],
  )
}
