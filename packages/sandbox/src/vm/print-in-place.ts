import { codeSection, lengthBytes, readLength, writeLength } from './code-lengths.ts'

/** Where Lua makes text of a whole number by `snprintf`: once for `..` and strings that are wanted, once for `tostring` and messages. */
const sites = [
  {
    // luaO_tostring
    at: 0x1ab84,
    sizeBytes: 184,
    call: [0x20, 2, 0x20, 1, 0x29, 3, 0, 0x37, 3, 0, 0x20, 2, 0x41, 32, 0x6a, 0x41, 44, 0x41, 0xcb, 0x30, 0x20, 2],
    target: [0x20, 2, 0x41, 32, 0x6a], // local.get $frame, i32.const 32, i32.add
    length: 3,
    place: 4,
  },
  {
    // tostringbuff, inside addnum2buff
    at: 0x1b1d0,
    sizeBytes: 272,
    call: [0x20, 4, 0x20, 1, 0x29, 3, 0, 0x37, 3, 0, 0x20, 2, 0x41, 44, 0x41, 0xcb, 0x30, 0x20, 4],
    target: [0x20, 2], // local.get $buffer
    length: 1,
    place: 3,
  },
]
/** `call $snprintf`, `local.set $length` */
const callBytes = 5
/** In front of a body stands its length; a body begins with its locals, of which all are i32. */
const bodyLengthBytes = 2
const locals = Uint8Array.of(1, 4, 0x7f)
const localsAndIntegers = Uint8Array.of(2, 4, 0x7f, 2, 0x7e)
/** Behind two parameters and four locals: what is not written yet, and a tenth of it. */
const [integer, tenth] = [6, 7]
/** What Lua keeps free for a number. */
const roomBytes = 44

/**
 * `snprintf` of the C library takes twice as long here as it does natively, and what apps put into texts is mostly whole numbers. This
 * writes their digits where Lua asks for them. All places are those of the one `glue.wasm` that `compileGlue` accepts, and come before
 * what `countInPlace` changes.
 */
export function printInPlace(glue: Uint8Array): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = []
  let from = 0
  let grown = 0
  const keep = (until: number) => {
    parts.push(glue.subarray(from, until))
    from = until
  }
  for (const { at, sizeBytes, call, target, length, place } of sites) {
    const digits = Uint8Array.from(printDigits(target, length, place))
    const begin = indexOf(glue, call, at)
    const removed = call.length + callBytes
    const added = localsAndIntegers.length - locals.length + digits.length - removed
    keep(at - bodyLengthBytes)
    const bodyLength = new Uint8Array(bodyLengthBytes)
    writeLength(bodyLength, 0, sizeBytes + added, bodyLengthBytes)
    parts.push(bodyLength, localsAndIntegers)
    from = at + locals.length
    keep(begin)
    parts.push(digits)
    from = begin + removed
    grown += added
  }
  keep(glue.length)
  const result = new Uint8Array(glue.length + grown)
  let to = 0
  for (const part of parts) {
    result.set(part, to)
    to += part.length
  }
  writeLength(result, codeSection.at - lengthBytes, readLength(glue, codeSection.at - lengthBytes) + grown)
  return result
}

/** Code that writes the whole number at `$1` to the target, and its length into a local. */
function printDigits(target: readonly number[], length: number, place: number): number[] {
  const value = [0x20, 1, 0x29, 3, 0] // local.get $1, i64.load
  const end = [...target, 0x41, roomBytes, 0x6a] // target, i32.const 44, i32.add
  const back = [0x20, place, 0x41, 1, 0x6b, 0x22, place] // local.get $place, i32.const 1, i32.sub, local.tee $place
  const isNegative = [...value, 0x42, 0, 0x53] // i64.const 0, i64.lt_s
  const pieces = [
    [...value, 0x21, integer], // local.set $integer
    [...isNegative, 0x04, 0x40, 0x42, 0, 0x20, integer, 0x7d, 0x21, integer, 0x0b], // if, $integer = 0 - $integer, end
    [...end, 0x21, place], // local.set $place
    [0x03, 0x40], // loop
    [0x20, integer, 0x42, 10, 0x80, 0x21, tenth], // $tenth = $integer / 10
    [...back, 0x20, integer, 0x20, tenth, 0x42, 10, 0x7e, 0x7d, 0xa7, 0x41, 48, 0x72, 0x3a, 0, 0], // store8 of the digit
    [0x20, tenth, 0x22, integer, 0x42, 0, 0x52, 0x0d, 0, 0x0b], // $integer = $tenth, until it is 0
    [...isNegative, 0x04, 0x40, ...back, 0x41, 45, 0x3a, 0, 0, 0x0b], // if, store8 of '-', end
    [...target, 0x20, place, ...end, 0x20, place, 0x6b, 0x22, length, 0xfc, 10, 0, 0], // memory.copy to the front
  ]
  return pieces.flat()
}

function indexOf(bytes: Uint8Array, wanted: readonly number[], from: number): number {
  let at = from
  while (!wanted.every((byte, index) => bytes[at + index] === byte)) at++
  return at
}
