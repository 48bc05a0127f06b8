import { createColors } from 'picocolors'
import type { Files } from './files.ts'
import type { KeyringAnswer } from './keyring.ts'
import type { Paths } from './paths.ts'
import type { Prompter } from './prompts.ts'

/** What the process has to offer. `main` hands it in, so that a test can be a process too. */
export interface Host {
  cwd: string
  env: Readonly<Record<string, string | undefined>>
  homeDir: string
  platform: NodeJS.Platform
  out(text: string): void
  err(text: string): void
  isTty: { stdin: boolean; stdout: boolean; stderr: boolean }
  columns: number
  readStdin(): Promise<string>
  /** Tells every key that is pressed in the terminal; answers how to stop. Ctrl-C still interrupts. */
  watchKeys(listener: (key: string) => void): () => void
  files: Files
  fetch: typeof globalThis.fetch
  /** What a portal may take for an answer. */
  answerLimitMs: number
  now(): number
  wait(ms: number, signal?: AbortSignal): Promise<void>
  /** Aborted by Ctrl-C. */
  interrupted: AbortSignal
  prompter(options: { accessible: boolean }): Prompter | Promise<Prompter>
  /** The system's keyring, if one is there. */
  keyring(): Promise<KeyringAnswer>
  /** Opens a web address in the person's browser, and says whether one was started. */
  openBrowser(url: string): Promise<boolean>
}

export type Colors = ReturnType<typeof createColors>

/** What a command works with: the host, and how this call of it wants to be answered. */
export interface Io extends Host {
  /** stdout is for a program: one JSON document and no questions. */
  json: boolean
  /** Questions may be asked. */
  interactive: boolean
  /** No spinners and no redrawing; status in words. */
  accessible: boolean
  color: Colors
  errColor: Colors
  paths: Paths
}

export interface Manners {
  json: boolean
  input: boolean
  accessible: boolean
  color: string | undefined
}

/** Decides, from flags and environment, how this call may look and whether it may ask. */
export function createIo(host: Host, paths: Paths, manners: Manners): Io {
  const { isTty, env } = host
  const dumb = env['TERM'] === 'dumb'
  return {
    ...host,
    paths,
    json: manners.json,
    accessible: manners.accessible || dumb,
    interactive: isTty.stdin && isTty.stderr && manners.input && !manners.json && !isSet(env['CI']),
    color: createColors(hasColor(manners.color, env, isTty.stdout)),
    errColor: createColors(hasColor(manners.color, env, isTty.stderr)),
  }
}

function hasColor(choice: string | undefined, env: Host['env'], isTty: boolean): boolean {
  if (choice === 'always') return true
  if (choice === 'never') return false
  if (isSet(env['NO_COLOR'])) return false
  if (isSet(env['CLICOLOR_FORCE'])) return true
  if (env['CLICOLOR'] === '0' || env['TERM'] === 'dumb') return false
  return isTty
}

const isSet = (value: string | undefined) => value !== undefined && value !== '' && value !== '0' && value !== 'false'
