import { homedir } from 'node:os'
import { setTimeout } from 'node:timers/promises'
import { isatty } from 'node:tty'
import { disk } from './files.ts'
import type { Host } from './io.ts'

/** How long what a command left open may keep the process after its answer is out; by then nothing is compiled any more. */
const leftOpenMs = 200

/** This process as a host, and how to end it. */
export function processHost(process: NodeJS.Process): { host: Host; end: (code: number) => void } {
  const controller = new AbortController()
  process.once('SIGINT', () => controller.abort())
  process.once('SIGTERM', () => controller.abort())
  // `mosis inspect app.mosis | head`: whoever read has seen enough.
  process.stdout.on('error', (error) => {
    if ('code' in error && error.code === 'EPIPE') process.exit(0)
    throw error
  })
  const host: Host = {
    cwd: process.cwd(),
    env: process.env,
    homeDir: homedir(),
    platform: process.platform,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    isTty: {
      stdin: isatty(process.stdin.fd),
      stdout: isatty(process.stdout.fd),
      stderr: isatty(process.stderr.fd),
    },
    columns: process.stdout.columns || process.stderr.columns || 80,
    readStdin: () => readAll(process.stdin),
    watchKeys: (listener) => watchKeys(process, listener),
    files: disk,
    // Looked up when it is called: only to name it makes Node load its whole HTTP client.
    fetch: (input, init) => globalThis.fetch(input, init),
    // Far longer than any answer takes, short enough not to be taken for work.
    answerLimitMs: 15_000,
    now: () => Date.now(),
    wait: (ms, signal) => setTimeout(ms, undefined, { signal }),
    interrupted: controller.signal,
    // Most commands ask nothing.
    keyring: async () => (await import('./system-keyring.ts')).openSystemKeyring(process.platform, process.env),
    openBrowser: async (url) => (await import('./browser.ts')).openBrowser(url, process.platform, process.env),
    prompter: async (options) => (await import('./prompts.ts')).createPrompter(options),
  }
  // A process that ends by itself lets V8 stop what it compiles beside; process.exit() can wait for that for ever
  // (nodejs/node#54918). What a command left open (an idle connection, a worker) does not keep the process for long.
  const end = (code: number) => {
    process.exitCode = code
    process.stdout.write('', () => void globalThis.setTimeout(() => process.exit(code), leftOpenMs).unref())
  }
  return { host, end }
}

async function readAll(stream: NodeJS.ReadStream): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

/** In raw mode the terminal hands on every key at once, and Ctrl-C as one of them. */
function watchKeys({ stdin, pid }: NodeJS.Process, listener: (key: string) => void): () => void {
  const hear = (bytes: Buffer) => {
    const key = bytes.toString('utf8')
    if (key === '\u0003') process.kill(pid, 'SIGINT')
    else listener(key)
  }
  stdin.setRawMode(true)
  stdin.on('data', hear)
  return () => {
    stdin.off('data', hear)
    stdin.setRawMode(false)
    stdin.pause()
  }
}
