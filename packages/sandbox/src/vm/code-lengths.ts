/** Where the code of `glue.wasm` begins, and how many bytes it has. */
export const codeSection = { at: 0x1318, sizeBytes: 0x39f7d }
/** In front of it and of long functions stands their length, in this many bytes before and after a change. */
export const lengthBytes = 3

/** Seven bits a byte, the lowest first; all but the last one carry a flag. */
export function writeLength(bytes: Uint8Array, at: number, length: number, sizeBytes = lengthBytes): void {
  for (let index = 0; index < sizeBytes; index++) {
    bytes[at + index] = ((length >> (7 * index)) & 0x7f) | (index < sizeBytes - 1 ? 0x80 : 0)
  }
}

export function readLength(bytes: Uint8Array, at: number): number {
  let length = 0
  for (let index = 0; index < lengthBytes; index++) length |= (bytes[at + index]! & 0x7f) << (7 * index)
  return length
}
