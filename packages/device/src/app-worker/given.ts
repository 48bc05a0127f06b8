import type { MessagePort } from 'node:worker_threads'
import type { WorkerInit } from './messages.ts'

/** What the device hands to a new thread: its app, or a port on which it will come. */
export interface ThreadData {
  init: WorkerInit | undefined
  initPort: MessagePort | undefined
  /** What a thread needs that gets ready before its app is known: Lua's engine, and where the platform's own files lie. */
  platform: Pick<WorkerInit, 'glue' | 'systemRoot'> | undefined
  /** Where Node keeps what it compiled, if the device's program wants that. */
  compileCache: string | undefined
}

let given: WorkerInit | undefined

export function giveInit(init: WorkerInit | undefined): void {
  given = init
}

/** The app of this thread; known before its code begins. */
export function getInit(): WorkerInit {
  if (!given) throw new Error('Cannot run an app here: none was given')
  return given
}
