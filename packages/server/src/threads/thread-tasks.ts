import { parentPort } from 'node:worker_threads'
import type { ThreadAnswer } from './thread-pool.ts'

/** Makes this thread one of a `ThreadPool`: `work` is done for each task that comes. */
export function answerTasks(work: (input: never) => unknown): void {
  if (!parentPort) throw new Error('Cannot answer tasks: this is not a thread')
  const port = parentPort
  const post = (answer: ThreadAnswer<unknown>) => port.postMessage(answer)
  async function answer(input: never): Promise<void> {
    try {
      post({ output: await work(input) })
    } catch (failure) {
      post({ failure: failure instanceof Error ? (failure.stack ?? failure.message) : String(failure) })
    }
  }
  // What the pool posts is what its tasks are typed as.
  port.on('message', (input: unknown) => void answer(input as never))
}
