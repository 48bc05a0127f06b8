import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Behaviour } from '@mosis/api'
import { BehaviourError } from './behaviour-process.ts'
import type { BehaviourProcess } from './behaviour-process.ts'

/** What the keeper is asked. */
export interface KeeperTask {
  id: number
  path: string
  at: string
}

/** What it answers: `ended` is about the app, `failure` is not. */
export type KeeperAnswer = { id: number } & (
  | { behaviour: Behaviour }
  | { ended: { code: BehaviourError['code']; message: string } }
  | { failure: string }
)

/** Between reviews nobody pays for its memory. */
const idleMs = 10_000

/**
 * Tries apps through a small program beside the portal, which starts theirs. Starting a program copies the page tables of the
 * one that starts it: for a portal of 300 MiB that takes over ten milliseconds, in which nobody is answered.
 */
export function createBehaviourKeeper(
  program = new URL('./behaviour-keeper-child.ts', import.meta.url),
): BehaviourProcess {
  const waiting = new Map<number, PromiseWithResolvers<Behaviour>>()
  let keeper: ChildProcess | undefined
  let idle: NodeJS.Timeout | undefined
  let tasks = 0
  let isClosed = false

  function start(): ChildProcess {
    const child = fork(fileURLToPath(program), {
      // Of the portal's surroundings only where temporary files lie.
      env: { TMPDIR: tmpdir(), TEMP: tmpdir() },
      execArgv: [],
      // Who ends the portal from a terminal means the portal, which ends this.
      detached: true,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    child.on('message', (answer: KeeperAnswer) => settle(answer))
    child.once('error', (failure) => fail(child, failure))
    child.once('exit', (code, signal) => {
      // No fault of the apps: their reviews are begun again.
      fail(child, new Error(`The program that tries apps ended by itself (${signal ?? code})`))
    })
    return child
  }

  function settle(answer: KeeperAnswer): void {
    const task = waiting.get(answer.id)
    waiting.delete(answer.id)
    if (waiting.size === 0) idle = setTimeout(letGo, idleMs).unref()
    if ('behaviour' in answer) task?.resolve(answer.behaviour)
    else if ('ended' in answer) task?.reject(new BehaviourError(answer.ended.code, answer.ended.message))
    else task?.reject(new Error(answer.failure))
  }

  function fail(child: ChildProcess, failure: Error): void {
    // One that was let go concerns nobody any more.
    if (child !== keeper) return
    keeper = undefined
    for (const { reject } of waiting.values()) reject(isClosed ? closed() : failure)
    waiting.clear()
  }

  /** It ends when nobody is connected to it. */
  function letGo(): void {
    const child = keeper
    keeper = undefined
    child?.disconnect()
  }

  return {
    async watch(path, at) {
      if (isClosed) throw closed()
      clearTimeout(idle)
      const task = Promise.withResolvers<Behaviour>()
      const id = (tasks += 1)
      waiting.set(id, task)
      keeper ??= start()
      keeper.send({ id, path, at } satisfies KeeperTask)
      return task.promise
    },
    async close() {
      isClosed = true
      clearTimeout(idle)
      if (!keeper) return
      const ended = once(keeper, 'exit')
      if (keeper.connected) keeper.disconnect()
      await ended
    },
  }
}

const closed = () => new BehaviourError('closed', 'The portal stops')
