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

/** Runs a program on the Node of this process to its end. */
export async function runProgram(
  args: string[],
  options: { cwd: string; env: Record<string, string> },
): Promise<Ended> {
  const child = spawn(process.execPath, args, {
    cwd: options.cwd,
    env: { ...inherited(), ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [stdout, stderr] = [textOf(child.stdout), textOf(child.stderr)]
  const [code] = (await once(child, 'close')) as [number | null]
  return { code: code ?? -1, stdout: stdout.join(''), stderr: stderr.join('') }
}

/** A portal in a process of its own, over a folder that holds everything it keeps. */
export interface Portal {
  url: string
  /** The one-time admin link, where the portal was empty. */
  setupUrl: string | undefined
  stop(): Promise<number>
  kill(): Promise<void>
}

/** Starts a portal on a free loopback port and answers once it says that it is ready. */
export async function startPortal(folder: string, settings: Record<string, string> = {}): Promise<Portal> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const child = spawn(process.execPath, [portalMain], {
    cwd: folder,
    env: { ...inherited(), LISTEN_ADDR: `127.0.0.1:${port}`, BASE_URL: url, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [stdout, stderr] = [textOf(child.stdout), textOf(child.stderr)]
  await untilReady(child, url, () => stdout.join('') + stderr.join(''))
  return {
    url,
    setupUrl: /https?:\/\/\S+\/setup\?token=\S+/.exec(stdout.join(''))?.[0],
    stop: () => end(child, 'SIGTERM'),
    kill: async () => void (await end(child, 'SIGKILL')),
  }
}

async function untilReady(child: ChildProcess, url: string, said: () => string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The portal ended with ${child.exitCode}:\n${said()}`)
    const answer = await fetch(`${url}/health`).catch(() => undefined)
    await answer?.arrayBuffer()
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<number> {
  if (child.exitCode !== null) return child.exitCode
  const ended = once(child, 'exit')
  child.kill(signal)
  const [code] = (await ended) as [number | null]
  return code ?? -1
}

/** The surroundings without what would change how our own programs behave. */
function inherited(): Record<string, string> {
  const kept = Object.entries(process.env).filter(([name]) => !/^(MOSIS_|XDG_|JWT_SECRET|NODE_|npm_)/.test(name))
  return { ...Object.fromEntries(kept), NO_COLOR: '1' }
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
