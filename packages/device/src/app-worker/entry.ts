import { enableCompileCache } from 'node:module'
import { workerData } from 'node:worker_threads'
import type { WorkerInit } from './messages.ts'

// Before anything else is loaded: what the device keeps compiled serves the app's thread too, which then starts in a third of the time.
const { compileCache } = workerData as WorkerInit
if (compileCache !== undefined) enableCompileCache(compileCache)
await import('./main.ts')
