import { once } from 'node:events'
import { Agent, request } from 'node:http'
import type { IncomingMessage } from 'node:http'

export const password = 'correct horse battery staple'

/** Each comes from a network of its own. */
export const addressOf = (number: number) => `203.0.${Math.floor(number / 250)}.${(number % 250) + 1}`

export interface Question {
  path: string
  number: number
  body?: string
}

/** Connections stay open, as a browser's do. */
export const agent = new Agent({ keepAlive: true })

/** Each number has a network of its own, as people do. */
export async function ask(port: number, { path, number, body }: Question): Promise<void> {
  const headers = {
    'x-forwarded-for': addressOf(number % 5000),
    ...(body !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
  }
  const method = body === undefined ? 'GET' : 'POST'
  const sent = request({ host: '127.0.0.1', port, path, method, headers, agent })
  sent.end(body)
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  response.resume()
  await once(response, 'end')
  if (response.statusCode !== 200) throw new Error(`${method} ${path} answered ${response.statusCode}`)
}
