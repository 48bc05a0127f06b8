import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { findPermission } from '@mosis/format'
import type { Permission } from '@mosis/format'
import type { PermissionAnswer, PermissionView } from '../protocol.ts'

/** What the person is asked now. */
export interface Question {
  id: number
  permission: string
  description: string
}

/** The person's answers about one app; they outlive the app and the program. */
export interface PermissionBook {
  /** Settled with the remembered answer, or with the one that the person gives. */
  ask(permission: string): Promise<boolean>
  /** The oldest question that waits. */
  readonly question: Question | undefined
  answer(id: number, isAllowed: boolean): boolean
  /** Tells when something is asked; answers how to stop. */
  watch(listener: (question: Question) => void): () => void
  /** An answer given without being asked. */
  set(permission: string, answer: PermissionAnswer): void
  /** Dangerous permissions that hold. */
  granted(): string[]
  list(declared: readonly string[]): PermissionView[]
  /** Nobody is there any more to be asked: what waits is answered with no, and not remembered. */
  dropQuestions(): void
}

interface BookOptions {
  /** The answers are kept in this file. */
  path: string
  /** Held from the start and never asked for. */
  grants: readonly string[]
  onChange: () => void
  onFailed: (error: unknown) => void
}

/** Opens the answers about one app. */
export async function openPermissionBook({ path, grants, onChange, onFailed }: BookOptions): Promise<PermissionBook> {
  const answers = await readAnswers(path)
  for (const name of grants) answers.set(name, true)
  const listeners = new Set<(question: Question) => void>()
  const waiting: (Question & { settle: (isAllowed: boolean) => void })[] = []
  let lastId = 0
  let saving = Promise.resolve()

  function remember(permission: string, answer: boolean | undefined) {
    if (answer === undefined) answers.delete(permission)
    else answers.set(permission, answer)
    const text = `${JSON.stringify({ permissions: Object.fromEntries(answers) }, null, 2)}\n`
    saving = saving.then(() => writeWhole(path, text)).catch(onFailed)
    onChange()
  }

  /** Everybody who waits for the same permission gets the same answer. */
  function settle(permission: string, isAllowed: boolean) {
    const settled = waiting.filter((question) => question.permission === permission)
    for (const question of settled) {
      waiting.splice(waiting.indexOf(question), 1)
      question.settle(isAllowed)
    }
  }

  function toView(name: string): PermissionView[] {
    const permission: Permission | undefined = findPermission(name)
    if (!permission) return []
    const { risk, description } = permission
    const known = answers.get(name)
    const asked = known === undefined ? 'ask' : known ? 'granted' : 'denied'
    return [{ name, risk, description, answer: risk === 'normal' ? 'granted' : asked }]
  }

  return {
    get question() {
      const [first] = waiting
      return first && { id: first.id, permission: first.permission, description: first.description }
    },
    ask(permission) {
      const known = answers.get(permission)
      if (known !== undefined) return Promise.resolve(known)
      const { promise, resolve } = Promise.withResolvers<boolean>()
      const description = findPermission(permission)?.description ?? permission
      const question = { id: ++lastId, permission, description }
      waiting.push({ ...question, settle: resolve })
      onChange()
      for (const listener of listeners) listener(question)
      return promise
    },
    answer(id, isAllowed) {
      const question = waiting.find((each) => each.id === id)
      if (!question) return false
      settle(question.permission, isAllowed)
      remember(question.permission, isAllowed)
      return true
    },
    watch(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    set(permission, answer) {
      if (answer !== 'ask') settle(permission, answer === 'granted')
      remember(permission, answer === 'ask' ? undefined : answer === 'granted')
    },
    granted: () => [...answers].filter(([, isAllowed]) => isAllowed).map(([name]) => name),
    list: (declared) => declared.flatMap(toView),
    dropQuestions() {
      for (const { settle } of waiting.splice(0)) settle(false)
      onChange()
    },
  }
}

async function readAnswers(path: string): Promise<Map<string, boolean>> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) return new Map()
  try {
    const { permissions } = JSON.parse(text) as { permissions: Record<string, unknown> }
    return new Map(
      Object.entries(permissions).filter((entry): entry is [string, boolean] => typeof entry[1] === 'boolean'),
    )
  } catch {
    // A file that somebody damaged answers nothing: the person is asked again.
    return new Map()
  }
}

async function writeWhole(path: string, text: string) {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(`${path}.new`, text, { mode: 0o600 })
  await rename(`${path}.new`, path)
}
