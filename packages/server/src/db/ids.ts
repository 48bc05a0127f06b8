import { randomFillSync } from 'node:crypto'

/** What an id begins with, by the kind of thing it names. */
export type IdPrefix =
  | 'inv'
  | 'pk'
  | 'ak'
  | 'tp'
  | 'wh'
  | 'msg'
  | 'acc'
  | 'team'
  | 'ses'
  | 'login'
  | 'key'
  | 'ver'
  | 'upl'
  | 'shot'
  | 'rev'
  | 'run'
  | 'note'
  | 'tst'
  | 'tsl'
  | 'evt'
  | 'job'
  | 'req'
  | 'tel'
  | 'crash'
  | 'qrt'
  | 'blk'
  | 'dec'
  | 'rpt'

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz' // Crockford's base 32: no i, l, o, u
const timeLength = 10
const randomLength = 16

let lastTime = 0
let lastRandom = 0n

/**
 * Makes an id such as `ver_01kx3v…`: 48 bits of time, then 80 random ones. Ids of one process rise strictly, also within a
 * millisecond and when the clock is set back, so sorting by id is sorting by age.
 */
export function newId<Prefix extends IdPrefix>(prefix: Prefix): `${Prefix}_${string}` {
  const time = Date.now()
  if (time > lastTime) {
    lastTime = time
    // The highest bit stays free, so that counting up within a millisecond cannot overflow.
    lastRandom = randomNumber(10) >> 1n
  } else {
    // A random step keeps the next id of this millisecond unguessable.
    lastRandom += randomNumber(5) + 1n
  }
  return `${prefix}_${inBase32(BigInt(lastTime), timeLength)}${inBase32(lastRandom, randomLength)}`
}

/** When an id was made, in milliseconds; undefined for one that `newId` did not make. */
export function timeOfId(id: string): number | undefined {
  const digits = id.slice(id.indexOf('_') + 1)
  if (!/^[0-9a-hjkmnp-tv-z]{26}$/.test(digits)) return undefined
  return Array.from(digits.slice(0, timeLength)).reduce((time, digit) => time * 32 + alphabet.indexOf(digit), 0)
}

/** Random bytes are drawn many at once: every request takes an id, and each draw is a call into the kernel. */
const pool = Buffer.alloc(4096)
let drawn = pool.length

function randomNumber(byteLength: number): bigint {
  if (drawn + byteLength > pool.length) {
    randomFillSync(pool)
    drawn = 0
  }
  drawn += byteLength
  return BigInt(`0x${pool.toString('hex', drawn - byteLength, drawn)}`)
}

function inBase32(value: bigint, length: number): string {
  let text = ''
  for (let rest = value; text.length < length; rest >>= 5n) text = alphabet.charAt(Number(rest & 31n)) + text
  return text
}
