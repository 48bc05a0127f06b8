import { createHash, randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'

/** What every API key begins with, so that people and secret scanners know one when they see it. */
export const apiKeyPrefix = 'mk_live_'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
/** 62^43 is more than 2^256. */
const secretLength = 43
/** 62^6 is more than 2^32. */
const checksumLength = 6
const pattern = new RegExp(`^${apiKeyPrefix}([0-9A-Za-z]{${secretLength}})([0-9A-Za-z]{${checksumLength}})$`)

/** A new key: 256 random bits, and a checksum by which a scanner tells a key from text that only looks like one. */
export function makeApiKeyText(): string {
  const secret = toBase62(BigInt(`0x${randomBytes(32).toString('hex')}`), secretLength)
  return `${apiKeyPrefix}${secret}${checksumOf(secret)}`
}

/** Whether a text is a whole key without a typing mistake; says nothing about whether it works. */
export function isApiKeyText(text: string): boolean {
  const [, secret = '', checksum] = pattern.exec(text) ?? []
  return checksum === checksumOf(secret)
}

/** What is stored. The key has 256 random bits, so a fast hash is enough: there is nothing to guess. */
export function hashApiKey(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Enough to know a key again, too little to use it. */
export function hintOf(text: string): string {
  return `${apiKeyPrefix}…${text.slice(-checksumLength)}`
}

/** Over the prefix too: a secret copied into another kind of token does not pass for one of those. */
function checksumOf(secret: string): string {
  return toBase62(BigInt(crc32(`${apiKeyPrefix}${secret}`)), checksumLength)
}

function toBase62(value: bigint, length: number): string {
  const digits: string[] = []
  for (let rest = value; digits.length < length; rest /= 62n) digits.unshift(alphabet[Number(rest % 62n)] ?? '')
  return digits.join('')
}
