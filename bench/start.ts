// How long until the portal answers: `npm start` on an empty folder, again on the same data, and a bare node:http server.
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { median } from './measure.ts'
import type { Measurement } from './measure.ts'

const root = join(import.meta.dirname, '..')
const main = join(root, 'packages/server/src/main.ts')
const bare = `require('node:http').createServer((_, r) => r.end('ok')).listen(process.env.PORT, '127.0.0.1')`

export async function measureStart(): Promise<Measurement[]> {
  const first: number[] = []
  const later: number[] = []
  const floor: number[] = []
  for (let run = 0; run < 5; run++) {
    const cwd = await mkdtemp(join(tmpdir(), 'mosis-bench-'))
    first.push(await untilAnswered([main], cwd))
    later.push(await untilAnswered([main], cwd))
    floor.push(await untilAnswered(['-e', bare], cwd))
    await rm(cwd, { recursive: true })
  }
  const floorMs = median(floor)
  const row = (what: string, ms: number) => ({ what, value: ms, unit: 'ms', ratio: ms / floorMs, of: 'bare node:http' })
  return [
    row('bare node:http: spawn to first answer', floorMs),
    row('portal, empty folder: spawn to first answer', median(first)),
    row('portal, same data again: spawn to first answer', median(later)),
  ]
}

async function untilAnswered(args: string[], cwd: string): Promise<number> {
  const port = await freePort()
  const env = {
    ...process.env,
    PORT: String(port),
    LISTEN_ADDR: `127.0.0.1:${port}`,
    BASE_URL: `http://127.0.0.1:${port}`,
  }
  const begun = performance.now()
  const child = spawn(process.execPath, args, { cwd, env, stdio: 'ignore' })
  try {
    while (!(await answers(port))) {
      if (child.exitCode !== null) throw new Error(`${args[0]} ended with ${child.exitCode}`)
      await wait(2)
    }
    return performance.now() - begun
  } finally {
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await ended
  }
}

async function answers(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/v1/store/apps`)
    await response.arrayBuffer()
    return response.ok
  } catch {
    return false
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
