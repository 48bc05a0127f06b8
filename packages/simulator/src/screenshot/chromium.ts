import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { WebSocket } from 'ws'
import { SimulatorError } from '../errors.ts'
import type { Chromium } from './find-chromium.ts'

/** A Chromium that takes commands of the DevTools protocol. */
export interface RunningChromium {
  send<Answer = unknown>(method: string, params?: object, sessionId?: string): Promise<Answer>
  close(): Promise<void>
}

/** Starts one without a window and with a profile of its own, for at most so long. */
export async function startChromium({ path, env }: Chromium, limitMs: number): Promise<RunningChromium> {
  const profile = await mkdtemp(join(tmpdir(), 'mosis-chromium-'))
  const flags = [
    '--headless',
    '--remote-debugging-port=0',
    `--user-data-dir=${profile}`,
    '--no-first-run',
    '--hide-scrollbars',
  ]
  // Its own sandbox cannot be set up by root, as in containers; it only opens the phone's page.
  if (process.getuid?.() === 0) flags.push('--no-sandbox', '--no-zygote', '--disable-dev-shm-usage')
  const child = spawn(path, [...flags, '--font-render-hinting=none', 'about:blank'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  // A program that cannot be started ends, too.
  const ended = once(child, 'exit').catch(() => undefined)
  const timer = setTimeout(() => child.kill('SIGKILL'), limitMs)

  async function close() {
    clearTimeout(timer)
    child.kill('SIGKILL')
    await ended
    // Its helpers may write for a moment longer.
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }

  try {
    const socket = await openSocket(child.stderr, ended)
    return { ...speak(socket, ended), close }
  } catch (cause) {
    await close()
    throw new SimulatorError('simulator.no_browser', `Cannot draw the screen: "${path}" does not start`, { cause })
  }
}

async function openSocket(stderr: NodeJS.ReadableStream, ended: Promise<unknown>): Promise<WebSocket> {
  const address = Promise.withResolvers<string>()
  createInterface({ input: stderr }).on('line', (line) => {
    const [, url] = /listening on (ws:\S+)/.exec(line) ?? []
    if (url !== undefined) address.resolve(url)
  })
  void ended.then(() => address.reject(new Error('Chromium ended')))
  const socket = new WebSocket(await address.promise, { maxPayload: 256 * 1024 * 1024 })
  await once(socket, 'open')
  return socket
}

interface Reply {
  id?: number
  result?: unknown
  error?: { message: string }
}

function speak(socket: WebSocket, ended: Promise<unknown>): Pick<RunningChromium, 'send'> {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  let lastId = 0
  socket.on('message', (data) => {
    const { id, result, error } = JSON.parse((data as Buffer).toString('utf8')) as Reply
    const asked = id === undefined ? undefined : waiting.get(id)
    if (id !== undefined) waiting.delete(id)
    if (error) asked?.reject(new Error(error.message))
    else asked?.resolve(result)
  })
  void ended.then(() => {
    for (const { reject } of waiting.values()) reject(new Error('Chromium ended before it had drawn'))
  })
  return {
    send<Answer>(method: string, params: object = {}, sessionId?: string) {
      const id = ++lastId
      const asked = Promise.withResolvers<unknown>()
      waiting.set(id, asked)
      socket.send(JSON.stringify({ id, method, params, sessionId }))
      // Each method answers what the protocol says it does.
      return asked.promise as Promise<Answer>
    },
  }
}
