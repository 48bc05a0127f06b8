import { createHmac } from 'node:crypto'

export interface SignedMessage {
  /** The same for every attempt, so that a receiver can tell a repeated one. */
  id: string
  /** Unix seconds of this attempt. */
  timestamp: number
  body: string
}

/**
 * The headers that prove a message (Standard Webhooks 1.0): HMAC-SHA256 over id, time and body, so that none of them can be
 * changed and an old message cannot be sent again later.
 */
export function signMessage(secret: string, { id, timestamp, body }: SignedMessage): Record<string, string> {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': `v1,${signature}`,
  }
}
