import { useQuery } from '@tanstack/react-query'
import { appIdQuery } from '../../queries/apps.ts'
import { findIdFault } from './id-fault.ts'
import type { IdFault } from './id-fault.ts'
import { useRested } from './use-rested.ts'

/** What is known of an id while it is typed. `unknown`: the portal could not be asked, and says so when the app is made. */
export type IdVerdict =
  | { state: 'fault'; fault: IdFault }
  | { state: 'checking' | 'taken' | 'own' | 'reserved' | 'unknown' }
  | { state: 'free'; similarNames: readonly string[] }

const restMs = 300

/** Judges an id: by the rules of the manifest at once, by the portal once typing rests. */
export function useIdVerdict(id: string, name: string): IdVerdict {
  const fault = findIdFault(id)
  const asked = useRested(id, restMs)
  const rests = useRested(name.trim(), restMs)
  const { data, isError } = useQuery({ ...appIdQuery(asked, rests), enabled: findIdFault(asked) === undefined })
  if (fault !== undefined) return { state: 'fault', fault }
  if (asked !== id || (data === undefined && !isError)) return { state: 'checking' }
  if (data === undefined) return { state: 'unknown' }
  if (data.state === 'taken') return { state: data.is_own ? 'own' : 'taken' }
  if (data.state === 'reserved') return { state: 'reserved' }
  return { state: 'free', similarNames: data.similar_to.map(({ name }) => name) }
}
