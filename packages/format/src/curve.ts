// The part of Ed25519 that node:crypto leaves open: which encodings of points are accepted at all.
// OpenSSL takes keys of small order and, for some, a second encoding; one signature then fits texts nobody signed.

const prime = 2n ** 255n - 19n
const order = 2n ** 252n + 27742317777372353535851937790883648493n
/** -121665 / 121666, and 2 to the power of (prime - 1) / 4: constants of RFC 8032, written out because every start would pay for them. */
const d = 37095705934669439343138083508754565189542113879843219016388785533085940283555n
const rootOfMinusOne = 19681161376707505956807079304988542015446066515923890162744021073123829784752n
const twiceD = (2n * d) % prime

const yOfOrderEight = 2707385501144840649318225287225658788936804267575313519463743609750303402022n
/** The y of all eight points whose order divides 8; each but the first two and last stands for two points. */
const smallOrderYs = new Set([1n, prime - 1n, 0n, yOfOrderEight, prime - yOfOrderEight])

/** What is wrong with the 32 bytes of a point. */
export type PointFault = 'not-canonical' | 'weak'

/** Checks the first half of a signature: one encoding for each point, none of small order. */
export function findPointFault(encoded: Uint8Array): PointFault | undefined {
  const y = readNumber(encoded) % 2n ** 255n
  if (y >= prime) return 'not-canonical'
  return smallOrderYs.has(y) ? 'weak' : undefined
}

/** Checks a public key: as any point, and it must exist and lie in the group of prime order. */
export function findKeyFault(encoded: Uint8Array): PointFault | undefined {
  const fault = findPointFault(encoded)
  if (fault !== undefined) return fault
  const point = decodePoint(encoded)
  if (point === undefined) return 'not-canonical'
  const product = multiply(point, order)
  return product.x === 0n && product.y === product.z ? undefined : 'weak'
}

/** Whether the second half of a signature is below the order of the group, so that no second S fits. */
export function isCanonicalScalar(encoded: Uint8Array): boolean {
  return readNumber(encoded) < order
}

/** A point in extended coordinates: x = X/Z, y = Y/Z, t = XY/Z. */
interface Point {
  x: bigint
  y: bigint
  z: bigint
  t: bigint
}

function decodePoint(encoded: Uint8Array): Point | undefined {
  const number = readNumber(encoded)
  const y = number % 2n ** 255n
  const isOdd = number >> 255n
  // x² = (y² - 1) / (dy² + 1), the root by RFC 8032, 5.1.3
  const u = modulo(y * y - 1n)
  const v = modulo(d * y * y + 1n)
  const v3 = modulo(modulo(v * v) * v)
  const uv3 = modulo(u * v3)
  const candidate = modulo(uv3 * power(modulo(uv3 * modulo(v3 * v)), (prime - 5n) / 8n))
  const square = modulo(v * candidate * candidate)
  if (square !== u && square !== modulo(-u)) return undefined
  const root = square === u ? candidate : modulo(candidate * rootOfMinusOne)
  const x = root % 2n === isOdd ? root : modulo(-root)
  return { x, y, z: 1n, t: modulo(x * y) }
}

/** From the highest bit down, since doubling takes fewer steps than adding. */
function multiply(point: Point, factor: bigint): Point {
  let product: Point = { x: 0n, y: 1n, z: 1n, t: 0n }
  for (const bit of factor.toString(2)) {
    product = double(product)
    if (bit === '1') product = add(product, point)
  }
  return product
}

/** The complete addition of Hisil, Wong, Carter and Dawson: right for every pair, equal points too. */
function add(p: Point, q: Point): Point {
  const a = modulo((p.y - p.x) * (q.y - q.x))
  const b = modulo((p.y + p.x) * (q.y + q.x))
  const c = modulo(modulo(p.t * q.t) * twiceD)
  const z = modulo(2n * p.z * q.z)
  return combine(b - a, z - c, z + c, b + a)
}

/** Their doubling. */
function double({ x, y, z }: Point): Point {
  const a = modulo(x * x)
  const b = modulo(y * y)
  const sum = x + y
  const h = a + b
  const g = a - b
  return combine(h - modulo(sum * sum), modulo(2n * z * z) + g, g, h)
}

function combine(e: bigint, f: bigint, g: bigint, h: bigint): Point {
  return { x: modulo(e * f), y: modulo(g * h), z: modulo(f * g), t: modulo(e * h) }
}

function readNumber(littleEndian: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(littleEndian).reverse().toString('hex')}`)
}

function modulo(value: bigint): bigint {
  const rest = value % prime
  return rest < 0n ? rest + prime : rest
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n
  let square = base
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest % 2n === 1n) result = modulo(result * square)
    square = modulo(square * square)
  }
  return result
}
