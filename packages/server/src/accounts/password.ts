import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { Argon2Parameters } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { ApiError } from '@mosis/api'
import { createThreadPool, ThreadError } from '../threads/thread-pool.ts'

/** The least that OWASP asks of argon2id: 19 MiB, two passes, one lane. About 30 ms. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 }
const saltBytes = 16
const tagBytes = 32

/** A hash in PHC form, so that its cost stands with it and can be raised later. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes)
  const tag = await derive(password, salt, cost)
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${base64(salt)}$${base64(tag)}`
}

/** Takes as long for no hash as for a wrong password: how long it takes does not tell which accounts exist. */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  const { salt, tag, ...cost } = parseHash(hash ?? hashOfNobody)
  const derived = await derive(password, salt, cost)
  const isEqual = tag.length === derived.length && timingSafeEqual(derived, tag)
  return isEqual && hash !== null
}

/** No password is known that has this hash. */
const hashOfNobody = `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${base64(Buffer.alloc(saltBytes))}$${base64(Buffer.alloc(tagBytes))}`

function parseHash(hash: string): typeof cost & { salt: Buffer; tag: Buffer } {
  const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(hash)
  if (!match) throw new Error('Cannot read a password hash: it is not argon2id in PHC form')
  const [, memory, passes, parallelism, salt = '', tag = ''] = match
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  }
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}

/** One processor stays free for everything else; more than four at once would take too much memory, 19 MiB each. */
const threads = Math.max(1, Math.min(4, availableParallelism() - 1))
/** 30 ms each: whoever would wait much longer than two seconds is refused instead. */
const maxWaiting = 64
export const mostPasswordsAtOnce = threads + maxWaiting

const pool = createThreadPool<Argon2Parameters, Uint8Array>(new URL('./password-thread.ts', import.meta.url), {
  threads,
  timeoutMs: 30_000,
  maxHeapMib: 64,
  maxWaiting,
})

async function derive(password: string, nonce: Buffer, { memory, passes, parallelism }: typeof cost): Promise<Buffer> {
  // One person's "é" may be two characters on another keyboard.
  const message = Buffer.from(password.normalize('NFKC'))
  try {
    return Buffer.from(await pool.run({ message, nonce, memory, passes, parallelism, tagLength: tagBytes }))
  } catch (cause) {
    if (cause instanceof ThreadError && cause.code === 'busy') throw new ApiError('unavailable', {}, { cause })
    throw cause
  }
}
