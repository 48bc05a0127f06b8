import type { Behaviour, BehaviourChange } from '@mosis/api'
import type { Db, VersionRow } from '../db/schema.ts'
import { compareBehaviour, unwatched } from './behaviour-changes.ts'
import { BehaviourError } from './behaviour-process.ts'
import type { BehaviourProcess } from './behaviour-process.ts'

/** Failures that a computer with too much to do may cause as well as the app. */
const perhapsSlow = new Set(['limit.wall_clock', 'limit.time', 'internal'])

/** Tries a version. Whatever the app does to the trial is a record of it too, and no failure of the review. */
export async function watchBehaviour(behaviours: BehaviourProcess, path: string, at: string): Promise<Behaviour> {
  const first = await watchOnce(behaviours, path, at)
  const isDoubtful = first.ended === 'unfinished' || perhapsSlow.has(first.problem?.code ?? '')
  return isDoubtful ? watchOnce(behaviours, path, at) : first
}

async function watchOnce(behaviours: BehaviourProcess, path: string, at: string): Promise<Behaviour> {
  try {
    return await behaviours.watch(path, at)
  } catch (failure) {
    if (!(failure instanceof BehaviourError) || failure.code === 'closed') throw failure
    return unwatched(failure.code, failure.message)
  }
}

/** What a version does that the app's last approved version did not; undefined when there is none to compare with. */
export async function findBehaviourChanges(
  db: Db,
  { id, app_id }: Pick<VersionRow, 'id' | 'app_id'>,
  now: Behaviour,
): Promise<BehaviourChange[] | undefined> {
  const before = await db
    .selectFrom('review')
    .innerJoin('version', 'version.id', 'review.version_id')
    .select('review.behaviour')
    .where('version.app_id', '=', app_id)
    .where('version.id', '!=', id)
    .where('review.state', '=', 'approved')
    // What came out as harmful is no measure for what follows.
    .where('version.state', '!=', 'quarantined')
    .where('review.behaviour', 'is not', null)
    .orderBy('review.decided_at', 'desc')
    .orderBy('review.id', 'desc')
    .executeTakeFirst()
  if (before?.behaviour === undefined || before.behaviour === null) return undefined
  const behaviour = JSON.parse(before.behaviour) as Behaviour
  return behaviour.schema === now.schema ? compareBehaviour(behaviour, now) : undefined
}
