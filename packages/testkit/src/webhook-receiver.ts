import { createHmac, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A message as it arrived. */
export interface ArrivedMessage {
  headers: IncomingHttpHeaders
  body: string
}

export interface WebhookReceiver {
  /** Where it listens, as a portal's WEBHOOK_HOSTS names it. */
  address: string
  messages: readonly ArrivedMessage[]
  close: () => Promise<void>
}

/** Starts a real receiver of webhooks on loopback that takes everything and keeps it. */
export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const messages: ArrivedMessage[] = []
  const server = createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      messages.push({ headers: request.headers, body: Buffer.concat(pieces).toString() })
      response.writeHead(204).end()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    address: `127.0.0.1:${port}`,
    messages,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

/** Whether a message is from who knows the secret, as the specification of Standard Webhooks has a receiver check it. */
export function isGenuine(secret: string, { headers, body }: ArrivedMessage): boolean {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`
  const should = Buffer.from(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`)
  const is = Buffer.from(String(headers['webhook-signature']))
  return is.length === should.length && timingSafeEqual(is, should)
}
