/** So many bytes become a text at once; more are too many arguments of one call. */
const chunkBytes = 0x80_00

/** Bytes as base64. Browsers got a method of their own for it only lately. */
export function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    text += String.fromCharCode(...bytes.subarray(at, at + chunkBytes))
  }
  return btoa(text)
}

/** The bytes that a base64 text stands for. */
export const fromBase64 = (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
