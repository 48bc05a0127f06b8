import { availableParallelism } from 'node:os'
import type { KeeperAnswer, KeeperTask } from './behaviour-keeper.ts'
import { BehaviourError, createBehaviourProcess } from './behaviour-process.ts'

// The program beside a portal that starts the programs in which apps are tried. It ends with the portal, and they with it.
// A trial keeps a core busy. The queue runs two jobs at the same time; where that would be every core, one is left to who reads.
const behaviours = createBehaviourProcess({ atOnce: availableParallelism() > 2 ? 2 : 1 })
process.on('message', (task: KeeperTask) => void answer(task))
process.once('disconnect', () => void behaviours.close())

async function answer({ id, path, at }: KeeperTask): Promise<void> {
  try {
    tell({ id, behaviour: await behaviours.watch(path, at) })
  } catch (failure) {
    if (failure instanceof BehaviourError) tell({ id, ended: { code: failure.code, message: failure.message } })
    else tell({ id, failure: failure instanceof Error ? (failure.stack ?? failure.message) : String(failure) })
  }
}

function tell(answer: KeeperAnswer): void {
  // After the portal has gone nobody waits for it.
  if (process.connected) process.send?.(answer)
}
