import { failed } from '../values.ts'
import type { HostModule } from '../sandbox.ts'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const letters = Uint8Array.from(alphabet, (letter) => letter.charCodeAt(0))
const none = 255
const values = new Uint8Array(256).fill(none)
for (const [value, letter] of letters.entries()) values[letter] = value
const padding = 61

/** `base64`: the standard alphabet with padding; only the one proper form of some bytes is read. */
export function base64Module(): HostModule {
  return {
    encode(call) {
      const data = call.bytes(1, 'data')
      call.charge(data.length >> 2)
      return encodeBase64(data)
    },
    decode(call) {
      const text = call.bytes(1, 'text')
      call.charge(text.length >> 2)
      return decodeBase64(text) ?? failed('base64.invalid', 'Cannot decode this: it is not base64')
    },
  }
}

/** The base64 text of some bytes, as bytes. */
export function encodeBase64(data: Uint8Array): Uint8Array {
  const text = new Uint8Array(Math.ceil(data.length / 3) * 4)
  let at = 0
  for (let from = 0; from < data.length; from += 3) {
    const second = data[from + 1]
    const third = data[from + 2]
    const group = (data[from]! << 16) | ((second ?? 0) << 8) | (third ?? 0)
    text[at++] = letters[group >> 18]!
    text[at++] = letters[(group >> 12) & 63]!
    text[at++] = second === undefined ? padding : letters[(group >> 6) & 63]!
    text[at++] = third === undefined ? padding : letters[group & 63]!
  }
  return text
}

function decodeBase64(text: Uint8Array): Uint8Array | undefined {
  if (text.length % 4 !== 0) return undefined
  let end = text.length
  while (end > text.length - 2 && text[end - 1] === padding) end--
  const data = new Uint8Array(Math.floor((end * 3) / 4))
  let at = 0
  let bits = 0
  let group = 0
  for (let from = 0; from < end; from++) {
    const value = values[text[from]!]!
    if (value === none) return undefined
    group = ((group << 6) | value) & 0xffffff
    bits += 6
    if (bits >= 8) {
      bits -= 8
      data[at++] = (group >> bits) & 255
    }
  }
  // Bits that belong to no byte must be zero, else two texts would mean the same bytes.
  return (group & ((1 << bits) - 1)) === 0 ? data : undefined
}
