import type { CustomFetch } from 'openid-client'

/** The largest answer that is read: a key set or a list of addresses has some kilobytes. */
const longestAnswerBytes = 256 * 1024

/**
 * Fetches from a provider: never follows a redirect, and reads the whole answer here, where its size and, by the caller's
 * signal, its time are limited. What comes out is in memory.
 */
export const providerFetch: CustomFetch = async (url, options) => {
  // The library names the kinds of bodies more loosely; it sends forms only.
  const body = options.body as URLSearchParams | undefined
  const answer = await fetch(url, { ...options, body, redirect: 'manual' })
  const parts: Uint8Array[] = []
  let sizeBytes = 0
  for await (const part of answer.body ?? []) {
    sizeBytes += part.byteLength
    // Leaving the loop ends the connection.
    if (sizeBytes > longestAnswerBytes) throw new Error(`The answer is larger than ${longestAnswerBytes} bytes`)
    parts.push(part)
  }
  const { status, headers } = answer
  return new Response(sizeBytes === 0 ? null : Buffer.concat(parts), { status, headers })
}
