import { mkdtempSync, readFileSync, rmSync, writeFileSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { disk } from './files.ts'
import type { Host } from './io.ts'
import { main } from './main.ts'
import type { Prompter } from './prompts.ts'

/** What one call of the command left behind. */
export interface Ran {
  code: number
  stdout: string
  stderr: string
}

/** A machine for tests: a home and a working folder of its own on the real disk, removed after the test. */
export interface TestMachine {
  /** The working folder. */
  folder: string
  /** The value of MOSIS_HOME. */
  home: string
  path: (...parts: string[]) => string
  read: (path: string) => Buffer
  write: (path: string, contents: string | Uint8Array) => void
  /** Runs a command line without a terminal. */
  mosis: (...argv: string[]) => Promise<Ran>
  /** Runs it with `--json` and returns the one document. */
  json: (...argv: string[]) => Promise<Record<string, unknown> & { exit: number }>
  /** Runs it with other surroundings: a terminal, answers, an environment. */
  mosisIn: (host: Partial<Host>, ...argv: string[]) => Promise<Ran>
}

export function newMachine(t: TestContext | { after(work: () => void): void }): TestMachine {
  const root = mkdtempSync(join(tmpdir(), 'mosis-cli-'))
  t.after(() => rmSync(root, { recursive: true, force: true }))
  const folder = join(root, 'work')
  const home = join(root, 'home')
  mkdirSync(folder)
  const path = (...parts: string[]) => join(folder, ...parts)
  const mosisIn = async (changes: Partial<Host>, ...argv: string[]) => {
    let stdout = ''
    let stderr = ''
    const host: Host = {
      cwd: folder,
      homeDir: root,
      platform: process.platform,
      out: (text) => void (stdout += text),
      err: (text) => void (stderr += text),
      isTty: { stdin: false, stdout: false, stderr: false },
      columns: 80,
      readStdin: () => Promise.resolve(''),
      watchKeys: () => () => undefined,
      files: disk,
      fetch: globalThis.fetch,
      answerLimitMs: 15_000,
      now: () => Date.now(),
      wait: (ms, signal) => setTimeout(ms, undefined, { signal }),
      interrupted: new AbortController().signal,
      // Whoever runs the tests has a real one, perhaps.
      keyring: () => Promise.resolve({ why: 'tests have none of their own' }),
      openBrowser: () => Promise.resolve(false),
      prompter: () => {
        throw new Error('A question was asked where nobody can answer')
      },
      ...changes,
      env: { MOSIS_HOME: home, ...changes.env },
    }
    const code = await main(argv, host)
    return { code, stdout, stderr }
  }
  return {
    folder,
    home,
    path,
    read: (name) => readFileSync(path(name)),
    write(name, contents) {
      mkdirSync(dirname(path(name)), { recursive: true })
      writeFileSync(path(name), contents)
    },
    mosis: (...argv) => mosisIn({}, ...argv),
    async json(...argv) {
      const { code, stdout } = await mosisIn({}, ...argv, '--json')
      return { ...(JSON.parse(stdout) as Record<string, unknown>), exit: code }
    },
    mosisIn,
  }
}

/** The environment of a command that runs as a program of its own. A fresh home has nothing compiled in its cache yet. */
export const environmentOf = ({ folder, home }: Pick<TestMachine, 'folder' | 'home'>): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  HOME: folder,
  MOSIS_HOME: home,
  NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
})

export const atTerminal = { stdin: true, stdout: true, stderr: true }

/** Somebody who answers each question with the next of these. */
export function answering(...answers: (string | boolean)[]): () => Prompter {
  const next = <T extends string | boolean>(): Promise<T> => {
    const answer = answers.shift()
    if (answer === undefined) throw new Error('More was asked than is answered')
    return Promise.resolve(answer as T)
  }
  return () => ({ text: next, password: next, confirm: next, select: next })
}

export const accountPassword = 'correct horse battery'
let accounts = 0

/** A machine of somebody who has just made an account at a portal. */
export async function newAccount(t: Parameters<typeof newMachine>[0], portal: string, changes: Partial<Host> = {}) {
  const machine = newMachine(t)
  const env = { MOSIS_PORTAL: portal, MOSIS_PASSWORD: accountPassword }
  const mosis = (...argv: string[]) => machine.mosisIn({ env, ...changes }, ...argv)
  const email = `person${++accounts}@example.test`
  const made = await mosis('login', '--register', '--email', email, '--name', 'New Person')
  if (made.code !== 0) throw new Error(`No account was made: ${made.stderr}`)
  return { ...machine, env, mosis, email, made, path: join(machine.home, 'config', 'credentials.json') }
}
