import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'

const packages = new URL('../../', import.meta.url)
export const portalMain = fileURLToPath(new URL('server/src/main.ts', packages))
export const mosisMain = fileURLToPath(new URL('cli/bin/mosis.js', packages))

/** What a program that has ended left behind. */
export interface Ended {
  code: number
  stdout: string
  stderr: string
}

export interface Surroundings {
  cwd: string
  env: Record<string, string>
  /** The largest file that the program may write, as if the disk were full there; not on Windows. */
  maxFileBytes?: number
}

/** Runs a program on the Node of this process to its end. */
export async function runProgram(args: string[], surroundings: Surroundings): Promise<Ended> {
  const child = start(args, surroundings)
  const [stdout, stderr] = [textOf(child.stdout), textOf(child.stderr)]
  const [code] = (await once(child, 'close')) as [number | null]
  return { code: code ?? -1, stdout: stdout.join(''), stderr: stderr.join('') }
}

/** A portal in a process of its own, over a folder that holds everything it keeps. */
export interface Portal {
  url: string
  /** Of its process. */
  pid: number
  /** The one-time admin link, where the portal was empty. */
  setupUrl: string | undefined
  /** What it said when it was ready. */
  printed: string
  stop(signal?: 'SIGINT' | 'SIGTERM'): Promise<number>
  kill(): Promise<void>
}

export interface PortalOptions extends Pick<Surroundings, 'maxFileBytes'> {
  /** Kills the process, also in the middle of its start. */
  signal?: AbortSignal
}

/** Starts a portal, on a free loopback port unless the settings name one, and answers once it says that it is ready. */
export async function startPortal(
  folder: string,
  settings: Record<string, string> = {},
  { signal, ...limits }: PortalOptions = {},
): Promise<Portal> {
  const free = `127.0.0.1:${settings.LISTEN_ADDR === undefined ? await freePort() : 0}`
  const env = { LISTEN_ADDR: free, BASE_URL: `http://${settings.LISTEN_ADDR ?? free}`, ...settings }
  const child = start([portalMain], { cwd: folder, env, ...limits })
  signal?.addEventListener('abort', () => void child.kill('SIGKILL'))
  const [stdout, stderr] = [textOf(child.stdout), textOf(child.stderr)]
  while (!stdout.join('').includes('Ctrl-C')) {
    if (hasEnded(child)) throw new Error(`The portal ended with ${child.exitCode}:\n${[...stdout, ...stderr].join('')}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  const printed = stdout.join('')
  return {
    url: env.BASE_URL,
    pid: child.pid ?? -1,
    setupUrl: /https?:\/\/\S+\/setup\?token=\S+/.exec(printed)?.[0],
    printed,
    stop: (signal = 'SIGTERM') => end(child, signal),
    kill: async () => void (await end(child, 'SIGKILL')),
  }
}

function start(args: string[], { cwd, env, maxFileBytes }: Surroundings) {
  // A shell sets the limit in blocks of 512 bytes and is replaced by the program.
  const limited = [
    '-c',
    `ulimit -f ${Math.floor((maxFileBytes ?? 0) / 512)}; exec "$0" "$@"`,
    process.execPath,
    ...args,
  ]
  const [file, words] = maxFileBytes === undefined ? [process.execPath, args] : ['sh', limited]
  return spawn(file, words, { cwd, env: { ...inherited(), ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null

async function end(child: ChildProcess, signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): Promise<number> {
  if (hasEnded(child)) return child.exitCode ?? -1
  const ended = once(child, 'exit')
  child.kill(signal)
  const [code] = (await ended) as [number | null]
  return code ?? -1
}

/**
 * The surroundings without what would change how our own programs behave. What the tests compiled stays: a program that is killed
 * writes down nothing of what it compiles, and the next one would begin anew.
 */
function inherited(): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    ([name]) => name === 'NODE_COMPILE_CACHE' || !/^(MOSIS_|XDG_|JWT_SECRET|NODE_|npm_)/.test(name),
  )
  // Nothing goes into the real keyring of whoever runs this.
  return { ...Object.fromEntries(kept), NO_COLOR: '1', MOSIS_KEYRING: 'off' }
}

function textOf(stream: NodeJS.ReadableStream | null): string[] {
  const parts: string[] = []
  stream?.setEncoding('utf8').on('data', (part: string) => parts.push(part))
  return parts
}

/** A loopback port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
