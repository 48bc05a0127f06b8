import type { IncomingMessage } from 'node:http'

/** What `mosis sim` asks for. */
export interface ControlCall {
  verb: string
  args: Record<string, unknown>
}

export type ControlAnswer = { ok: true; value: unknown } | { ok: false; code: string; message: string; fix?: string }

/** A picture for the camera is the largest thing that is handed in. */
const maxBytes = 24 * 1024 * 1024

/** Reads one call, or answers undefined where it is none. */
export async function readControl(request: IncomingMessage): Promise<ControlCall | undefined> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length
    if (size > maxBytes) return undefined
    parts.push(part)
  }
  return toCall(Buffer.concat(parts).toString('utf8'))
}

/** A verb with its arguments, out of JSON text. */
function toCall(text: string): ControlCall | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // Whoever sent it is told that it is no JSON.
    return undefined
  }
  if (!isRecord(value) || typeof value['verb'] !== 'string') return undefined
  const args = value['args'] ?? {}
  return isRecord(args) ? { verb: value['verb'], args } : undefined
}

/** A plain object, as JSON has them. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
