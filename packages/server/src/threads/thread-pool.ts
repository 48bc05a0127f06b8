import { Worker } from 'node:worker_threads'

export interface ThreadPoolOptions {
  /** Threads at the same time; they are started when they are needed. */
  threads: number
  /** A task that takes longer is ended together with its thread. */
  timeoutMs: number
  /** JavaScript heap of a thread; one that needs more is ended. */
  maxHeapMib: number
  /** More waiting tasks than this are refused with `ThreadError('busy')`. */
  maxWaiting: number
}

/** Runs tasks in threads of their own, so that hostile input costs neither the event loop nor the process. */
export interface ThreadPool<Input, Output> {
  run(input: Input): Promise<Output>
  /** Ends every thread; what is running or waiting fails with `ThreadError('closed')`. */
  close(): Promise<void>
}

export type ThreadErrorCode = 'timeout' | 'crashed' | 'busy' | 'closed'

/** A task was not finished: it took too long, needed too much memory, threw, found no place, or the pool was closed. */
export class ThreadError extends Error {
  readonly code: ThreadErrorCode
  override readonly name = 'ThreadError'

  constructor(code: ThreadErrorCode, message: string, options: { cause?: unknown } = {}) {
    super(message, options)
    this.code = code
  }
}

/** What a thread posts for each task; see `answerTasks`. */
export type ThreadAnswer<Output> = { output: Output } | { failure: string }

interface Task<Input, Output> {
  input: Input
  resolve: (output: Output) => void
  reject: (failure: ThreadError) => void
}

interface Thread<Input, Output> {
  worker: Worker
  task: Task<Input, Output> | undefined
  /** Ends the thread: when its task takes too long, or when it was idle for long. */
  timer: NodeJS.Timeout | undefined
}

/** Between uploads nobody pays for the memory of a thread. */
const idleMs = 10_000

/** A pool of threads that all run `module`, which calls `answerTasks`. */
export function createThreadPool<Input, Output>(
  module: URL,
  { threads: maxThreads, timeoutMs, maxHeapMib, maxWaiting }: ThreadPoolOptions,
): ThreadPool<Input, Output> {
  const waiting: Task<Input, Output>[] = []
  const threads = new Set<Thread<Input, Output>>()
  const endings = new Set<Promise<unknown>>()
  let isClosed = false

  function beginNext(): void {
    const thread = [...threads].find(({ task }) => task === undefined) ?? startThread()
    const task = thread && waiting.shift()
    if (!thread || !task) return
    thread.task = task
    clearTimeout(thread.timer)
    const tooLong = () => endThread(thread, new ThreadError('timeout', `The task took longer than ${timeoutMs} ms`))
    thread.timer = setTimeout(tooLong, timeoutMs)
    thread.worker.postMessage(task.input)
  }

  function startThread(): Thread<Input, Output> | undefined {
    if (threads.size >= maxThreads || waiting.length === 0) return undefined
    const worker = new Worker(module, { resourceLimits: { maxOldGenerationSizeMb: maxHeapMib } })
    const thread: Thread<Input, Output> = { worker, task: undefined, timer: undefined }
    worker.on('message', (answer: ThreadAnswer<Output>) => finishTask(thread, answer))
    worker.on('error', (cause) => endThread(thread, new ThreadError('crashed', 'The thread crashed', { cause })))
    worker.on('exit', () => endThread(thread, new ThreadError('crashed', 'The thread ended by itself')))
    // An idle thread does not keep the process alive; a busy one does by its timer.
    worker.unref()
    threads.add(thread)
    return thread
  }

  function finishTask(thread: Thread<Input, Output>, answer: ThreadAnswer<Output>): void {
    const { task } = thread
    // A thread in which something was thrown that nobody expected is not trusted with another task.
    if ('failure' in answer) return endThread(thread, new ThreadError('crashed', answer.failure))
    clearTimeout(thread.timer)
    thread.task = undefined
    thread.timer = setTimeout(() => endThread(thread, new ThreadError('closed', 'Idle')), idleMs).unref()
    task?.resolve(answer.output)
    beginNext()
  }

  function endThread(thread: Thread<Input, Output>, reason: ThreadError): void {
    if (!threads.delete(thread)) return
    clearTimeout(thread.timer)
    // Whoever closes the pool waits for this, also when nothing else keeps the process alive.
    thread.worker.ref()
    const ending = thread.worker.terminate().finally(() => endings.delete(ending))
    endings.add(ending)
    thread.task?.reject(reason)
    beginNext()
  }

  return {
    run(input) {
      return new Promise((resolve, reject) => {
        if (isClosed) return reject(new ThreadError('closed', 'The pool is closed'))
        if (waiting.length >= maxWaiting)
          return reject(new ThreadError('busy', `${maxWaiting} tasks are waiting already`))
        waiting.push({ input, resolve, reject })
        beginNext()
      })
    },
    async close() {
      isClosed = true
      const closed = new ThreadError('closed', 'The pool was closed')
      for (const task of waiting.splice(0)) task.reject(closed)
      for (const thread of threads) endThread(thread, closed)
      await Promise.all(endings)
    },
  }
}
