import { getCompileCacheDir } from 'node:module'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { WorkerInit } from './app-worker/messages.ts'
import { loadGlue } from './glue.ts'

const workerPath = fileURLToPath(new URL('app-worker/entry.ts', import.meta.url))
const systemRoot = fileURLToPath(new URL('../system/', import.meta.url))

/** What an app's thread may use beside Lua's own 16 MiB: documents, parsers, the answers of requests. */
const resourceLimits = {
  maxOldGenerationSizeMb: 128,
  maxYoungGenerationSizeMb: 16,
  codeRangeSizeMb: 16,
  stackSizeMb: 4,
}

/** Starts the thread of an app; nothing of the device's environment, arguments or streams reaches it. */
export async function startThread(init: Omit<WorkerInit, 'glue' | 'systemRoot' | 'compileCache'>): Promise<Worker> {
  // Node names the folder of its own version inside the one it was given.
  const cache = getCompileCacheDir()
  const compileCache = cache === undefined ? undefined : dirname(cache)
  const workerData: WorkerInit = { ...init, systemRoot, glue: await loadGlue(), compileCache }
  const worker = new Worker(workerPath, {
    workerData,
    transferList: [init.relay.port],
    env: {},
    argv: [],
    execArgv: [],
    stdin: false,
    stdout: true,
    stderr: true,
    resourceLimits,
    name: `app ${init.manifest.id}`,
  })
  worker.stdout.resume()
  worker.stderr.resume()
  return worker
}
