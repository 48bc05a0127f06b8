import { getCompileCacheDir } from 'node:module'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { MessageChannel, Worker } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'
import type { ThreadData } from './app-worker/given.ts'
import type { FromWorker, WorkerInit } from './app-worker/messages.ts'
import { loadGlue } from './glue.ts'
import { bundleThread, findThreadFile } from './thread-bundle.ts'

/** The platform’s own files, which apps know as `/system/`. */
export const systemRoot = fileURLToPath(new URL('../system/', import.meta.url))

/** What an app's thread may use beside Lua's own 16 MiB: documents, parsers, the answers of requests. */
const resourceLimits = {
  maxOldGenerationSizeMb: 128,
  maxYoungGenerationSizeMb: 16,
  codeRangeSizeMb: 16,
  stackSizeMb: 4,
}

interface ReadyThread {
  worker: Worker
  port: MessagePort
  /** Called when it goes away before it was needed. */
  drop: () => void
}

let isReadyWanted = false
let ready: ReadyThread | undefined

/** Starts the thread of an app; nothing of the device's environment, arguments or streams reaches it. */
export async function startThread(init: Omit<WorkerInit, 'glue' | 'systemRoot'>): Promise<Worker> {
  const whole: WorkerInit = { ...init, systemRoot, glue: await loadGlue() }
  const waiting = ready
  ready = undefined
  if (!waiting) {
    const worker = openThread({ init: whole, initPort: undefined, platform: undefined }, [init.relay.port])
    followWith(worker)
    return worker
  }
  const { worker, port, drop } = waiting
  worker.off('error', drop).off('exit', drop)
  worker.ref()
  port.postMessage(whole, [init.relay.port])
  followWith(worker)
  return worker
}

/**
 * From now on one thread is always ready for the next app, which then starts at once. For programs in which a person opens
 * apps; the program can end at any time. Answers how to stop that.
 */
export async function keepThreadReady(): Promise<() => Promise<void>> {
  isReadyWanted = true
  await bundleThread()
  await makeReady()
  return async () => {
    isReadyWanted = false
    const waiting = ready
    ready = undefined
    await waiting?.worker.terminate()
  }
}

/** The next thread is made when this one has its app on the screen, and not while the person waits for that. */
function followWith(worker: Worker): void {
  if (!isReadyWanted) return
  const look = ({ type }: FromWorker) => {
    if (type !== 'started' && type !== 'start-failed') return
    worker.off('message', look)
    void makeReady()
  }
  worker.on('message', look)
}

async function makeReady(): Promise<void> {
  const glue = await loadGlue()
  if (!isReadyWanted || ready) return
  const { port1, port2 } = new MessageChannel()
  const worker = openThread({ init: undefined, initPort: port2, platform: { glue, systemRoot } }, [port2])
  // One that does not come up is no loss: the next app gets a thread of its own.
  const drop = () => {
    if (ready === thread) ready = undefined
  }
  const thread = { worker, port: port1, drop }
  ready = thread
  port1.unref()
  worker.unref()
  worker.once('error', drop).once('exit', drop)
}

function openThread(data: Omit<ThreadData, 'compileCache'>, transferList: MessagePort[]): Worker {
  // Node names the folder of its own version inside the one it was given.
  const cache = getCompileCacheDir()
  const workerData: ThreadData = { ...data, compileCache: cache === undefined ? undefined : dirname(cache) }
  const worker = new Worker(findThreadFile(), {
    workerData,
    transferList,
    env: {},
    argv: [],
    execArgv: [],
    stdin: false,
    stdout: true,
    stderr: true,
    resourceLimits,
    name: 'app',
  })
  worker.stdout.resume()
  worker.stderr.resume()
  return worker
}
