import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Argon2Parameters } from 'node:crypto'
import { promisify } from 'node:util'
import { ApiError } from '@mosis/api'

const argon2Async = promisify(argon2)

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

/** Of the four threads that Node does files and hashes on, two stay free for files. */
const atOnce = 2
/** Each takes 19 MiB and 30 ms: more than a second of waiting is refused instead of queued. */
const maxWaiting = 64
let running = 0
const waiting: (() => void)[] = []

async function derive(password: string, nonce: Buffer, { memory, passes, parallelism }: typeof cost): Promise<Buffer> {
  if (running >= atOnce) {
    if (waiting.length >= maxWaiting) throw new ApiError('unavailable')
    const { promise, resolve } = Promise.withResolvers<void>()
    waiting.push(resolve)
    await promise
  } else {
    running += 1
  }
  try {
    // One person's "é" may be two characters on another keyboard.
    const message = Buffer.from(password.normalize('NFKC'))
    const parameters: Argon2Parameters = { message, nonce, memory, passes, parallelism, tagLength: tagBytes }
    return await argon2Async('argon2id', parameters)
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
}
