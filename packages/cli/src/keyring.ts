import { randomBytes } from 'node:crypto'
import type { Io } from './io.ts'

/** Where a person's system keeps secrets: the Secret Service, the Keychain, the Credential Manager. */
export interface Keyring {
  set(entry: string, secret: string): Promise<void>
  find(entry: string): Promise<string | undefined>
  /** The same, asked by a process of its own. */
  findElsewhere(entry: string): Promise<string | undefined>
  remove(entry: string): Promise<void>
}

/** A keyring, or why there is none. */
export type KeyringAnswer = { keyring: Keyring } | { why: string }

const answerMs = 1000
/** Reading may wait for somebody who unlocks the keyring. */
const unlockMs = 60_000

/**
 * Finds the keyring for a new secret. It counts only when it keeps one for another process: some answer, and forget with the
 * process or refuse what is written.
 */
export async function findKeyring(io: Io): Promise<KeyringAnswer> {
  const found = await openKeyring(io)
  if ('why' in found) return found
  const { keyring } = found
  const [entry, secret] = [`probe ${randomBytes(6).toString('hex')}`, randomBytes(12).toString('hex')]
  const probe = async () => {
    await keyring.set(entry, secret)
    try {
      return (await keyring.findElsewhere(entry)) === secret
    } finally {
      await keyring.remove(entry)
    }
  }
  try {
    const works = await within(io, answerMs, probe())
    if (works === 'late') return { why: 'the system keyring does not answer within a second' }
    return works ? found : { why: 'the system keyring does not keep what it is given' }
  } catch (cause) {
    return { why: `the system keyring refuses: ${reasonOf(cause)}` }
  }
}

/** Reads a secret that was kept before. */
export async function readFromKeyring(io: Io, entry: string): Promise<{ secret: string } | { why: string }> {
  const found = await openKeyring(io)
  if ('why' in found) return found
  try {
    const secret = await within(io, unlockMs, found.keyring.find(entry))
    if (secret === 'late') return { why: 'the system keyring does not answer' }
    return secret === undefined ? { why: 'the system keyring no longer has it' } : { secret }
  } catch (cause) {
    return { why: `the system keyring refuses: ${reasonOf(cause)}` }
  }
}

/** Forgets a secret; says why where that was not possible. */
export async function removeFromKeyring(io: Io, entry: string): Promise<string | undefined> {
  const found = await openKeyring(io)
  if ('why' in found) return found.why
  try {
    const removed = await within(io, unlockMs, found.keyring.remove(entry))
    return removed === 'late' ? 'the system keyring does not answer' : undefined
  } catch (cause) {
    return `the system keyring refuses: ${reasonOf(cause)}`
  }
}

/** The keyring of this machine, unless MOSIS_KEYRING=off. */
export async function openKeyring(io: Io): Promise<KeyringAnswer> {
  const choice = io.env['MOSIS_KEYRING']?.toLowerCase()
  if (choice === 'off' || choice === '0') return { why: 'MOSIS_KEYRING is off' }
  return io.keyring()
}

async function within<T>(io: Io, ms: number, work: Promise<T>): Promise<T | 'late'> {
  const done = new AbortController()
  const late = io.wait(ms, done.signal).then(
    () => 'late' as const,
    () => 'late' as const, // the wait was ended because the work is done
  )
  try {
    return await Promise.race([work, late])
  } finally {
    done.abort()
  }
}

const reasonOf = (cause: unknown) => (cause instanceof Error ? cause.message : String(cause))
