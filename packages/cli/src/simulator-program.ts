import { spawn } from 'node:child_process'
import { getCompileCacheDir } from 'node:module'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Line } from '@mosis/device'
import { Failure } from './failure.ts'

/** What the simulator's program is started with; `packages/simulator/src/program-lines.ts` has the other side. */
export interface SimulatorSettings {
  mode: 'dev' | 'run'
  project: { kind: 'folder' | 'file'; path: string }
  home: string
  notes: string
  grants: readonly string[]
  maps: Readonly<Record<string, string>>
  port: number
}

/** What the program says, one JSON object a line. */
export type SimulatorLine =
  | { type: 'ready'; url: string; origin: string }
  | { type: 'line'; line: Line }
  | { type: 'note'; text: string }
  | { type: 'failed'; message: string }

/** The simulator in a process of its own. */
export interface SimulatorProgram {
  /** Does something to the phone. */
  send(verb: string): void
  /** Settled with its exit code when it has ended. */
  ended: Promise<number>
  end(): Promise<number>
}

const program = fileURLToPath(new URL('../../simulator/src/main.ts', import.meta.url))
/** What it may take to stop the app. */
const endMs = 3500

/** Starts the simulator; it ends with this process, whatever happens to it. */
export function startSimulatorProgram(
  settings: SimulatorSettings,
  onLine: (line: SimulatorLine) => void,
): SimulatorProgram {
  const cache = getCompileCacheDir()
  // Its input is a pipe: when this process is gone, however it went, the pipe ends and the program with it.
  const child = spawn(process.execPath, [program, JSON.stringify(settings)], {
    // So it starts from what Node kept compiled; Node names a folder of its own version inside the one it is given.
    env: cache === undefined ? process.env : { ...process.env, NODE_COMPILE_CACHE: dirname(cache) },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  child.once('error', (cause) => reject(new Failure('simulator.failed', 'The simulator cannot be started', { cause })))
  child.once('close', (code) => resolve(code ?? 1))
  // It may end before something is written to it.
  child.stdin.on('error', () => undefined)
  createInterface({ input: child.stdout }).on('line', (text) => onLine(JSON.parse(text) as SimulatorLine))
  return {
    send: (verb) => void child.stdin.write(`${JSON.stringify({ verb })}\n`),
    ended: promise,
    async end() {
      child.stdin.end()
      const timer = setTimeout(() => child.kill('SIGKILL'), endMs)
      const code = await promise
      clearTimeout(timer)
      return code
    },
  }
}
