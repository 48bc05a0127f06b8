import { once } from 'node:events'
import { enableCompileCache } from 'node:module'
import { workerData } from 'node:worker_threads'
import { giveInit, type ThreadData } from './given.ts'

// Before anything else is loaded: what the device keeps compiled serves the app's thread too, which then starts in a third of the time.
const { compileCache, platform, init, initPort } = workerData as ThreadData
if (compileCache !== undefined) enableCompileCache(compileCache)
giveInit(init)
if (initPort) {
  // A thread that waits for an app has everything loaded but the part that runs it.
  const [[first]] = await Promise.all([once(initPort, 'message'), getReady()])
  giveInit(first)
  initPort.close()
}
await import('./main.ts')

async function getReady() {
  await import('./preload.ts')
  const { warmUp } = await import('./warm-up.ts')
  if (platform) await warmUp(platform)
}
