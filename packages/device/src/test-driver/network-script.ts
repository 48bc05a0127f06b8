import { number, text, wrong } from './given.ts'
import { isRecord, show } from './values.ts'
import type { Plain, PlainRecord } from './values.ts'

/** What the network of a test answers: rules, the first that fits; or nothing at all. */
export type NetworkScript = readonly NetworkRule[] | 'offline'

export interface NetworkRule {
  /** `WS` for WebSockets; any method of HTTP without one. */
  method: string | undefined
  pattern: string
  fits: (url: string) => boolean
  /** One after the other; the last one stays. */
  answers: readonly ScriptedAnswer[]
}

export type ScriptedAnswer = { delayMs: number } & (
  | { kind: 'response'; status: number; headers: [name: string, value: string][]; body: Uint8Array }
  | { kind: 'failure'; code: 'network.unreachable' | 'network.timeout' | 'network.tls' }
  /** A WebSocket that opens: what it says first, and what it says when the app sends just this. */
  | { kind: 'socket'; messages: readonly string[]; replies: ReadonlyMap<string, readonly string[]> }
)

/** A request that the app made in a test. */
export interface SeenRequest {
  method: string
  url: string
  headers: Record<string, string>
  body: string
  /** Missing when no response came. */
  status?: number
  /** Why not. */
  error?: string
}

const failures = {
  offline: 'network.unreachable',
  timeout: 'network.timeout',
  tls: 'network.tls',
} as const

/** Reads a table of answers. */
export function readAnswers(value: Plain, where: string): NetworkScript {
  if (value === 'offline') return 'offline'
  if (Array.isArray(value) && value.length === 0) return []
  if (!isRecord(value)) throw wrong(where, show(value), 'a table of answers, or "offline"')
  return Object.entries(value).map(([key, answer]) => readRule(key, answer, `${where}["${key}"]`))
}

/** Reads the answers to one kind of request, such as `GET https://api.example.com/list*` or `WS wss://chat.example.com/room`. */
export function readRule(key: string, value: Plain, where: string): NetworkRule {
  const [, method, pattern] = /^(?:([A-Z]+) +)?(\S+)$/.exec(key) ?? []
  const isSocket = method === 'WS'
  if (pattern === undefined || !(isSocket ? /^(?:wss?:\/\/|\*)/ : /^(?:https?:\/\/|\*)/).test(pattern)) {
    throw wrong(
      where,
      `named "${key}"`,
      'named like "GET https://api.example.com/list", "https://api.example.com/*" or "WS wss://chat.example.com/room"',
    )
  }
  if (isSocket) return { method, pattern, fits: toMatcher(pattern), answers: readSockets(value, where) }
  const answers = Array.isArray(value) ? (value as readonly Plain[]) : [value]
  if (answers.length === 0) throw wrong(where, 'empty', 'an answer, such as { json = {} }')
  return { method, pattern, fits: toMatcher(pattern), answers: answers.map((answer) => readAnswer(answer, where)) }
}

/** `*` stands for anything. Without a question mark in the pattern, what is behind one in the address does not count. */
export function toMatcher(pattern: string): (url: string) => boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'))
  const expression = new RegExp(`^${parts.join('.*')}$`)
  return pattern.includes('?') ? (url) => expression.test(url) : (url) => expression.test(url.replace(/\?.*$/, ''))
}

const socketFields = ['messages', 'replies', 'error']

/** What becomes of one WebSocket after the other. An empty table of Lua is a list, too. */
function readSockets(value: Plain, where: string): ScriptedAnswer[] {
  const list = Array.isArray(value) && value.length > 0 ? (value as readonly Plain[]) : [value]
  return list.map((one) => readSocket(one, where))
}

function readSocket(value: Plain, where: string): ScriptedAnswer {
  if (value === true || (Array.isArray(value) && value.length === 0)) return socket([], new Map())
  if (!isRecord(value)) throw wrong(where, show(value), `true, or a table with ${socketFields.join(', ')}`)
  const unknown = Object.keys(value).find((name) => !socketFields.includes(name))
  if (unknown !== undefined) throw wrong(where, `a table with "${unknown}"`, `one with only ${socketFields.join(', ')}`)
  if (value['error'] !== undefined) return readFailure(value['error'], where, 0)
  const replies = value['replies'] ?? []
  if (!isRecord(replies) && !(Array.isArray(replies) && replies.length === 0)) {
    throw wrong(`${where}.replies`, show(replies), 'a table of what is said to what the app sends')
  }
  const entries = isRecord(replies) ? Object.entries(replies) : []
  return socket(
    readTexts(value['messages'] ?? [], `${where}.messages`),
    new Map(entries.map(([asked, said]) => [asked, readTexts(said, `${where}.replies["${asked}"]`)])),
  )
}

function readTexts(value: Plain, where: string): string[] {
  const list = Array.isArray(value) ? (value as readonly Plain[]) : [value]
  return list.map((one) => text(one, where))
}

function socket(messages: readonly string[], replies: ReadonlyMap<string, readonly string[]>): ScriptedAnswer {
  return { kind: 'socket', messages, replies, delayMs: 0 }
}

function readFailure(value: Plain, where: string, delayMs: number): ScriptedAnswer {
  const name = text(value, `${where}.error`)
  if (!isFailure(name)) throw wrong(`${where}.error`, `"${name}"`, `one of ${Object.keys(failures).join(', ')}`)
  return { kind: 'failure', code: failures[name], delayMs }
}

const fields = ['status', 'headers', 'json', 'body', 'delay', 'error']

function readAnswer(value: Plain, where: string): ScriptedAnswer {
  if (typeof value === 'string' || value instanceof Uint8Array) return response(200, [], value, 0)
  if (typeof value === 'number') return response(value, [], '', 0)
  if (!isRecord(value)) throw wrong(where, show(value), `a text, a status, or a table with ${fields.join(', ')}`)
  const unknown = Object.keys(value).find((name) => !fields.includes(name))
  if (unknown !== undefined) throw wrong(where, `a table with "${unknown}"`, `one with only ${fields.join(', ')}`)
  const delayMs = value['delay'] === undefined ? 0 : number(value['delay'], `${where}.delay`, 0, 600_000)
  if (value['error'] !== undefined) return readFailure(value['error'], where, delayMs)
  const status = value['status'] === undefined ? 200 : number(value['status'], `${where}.status`, 100, 599)
  const headers = readHeaders(value['headers'], where)
  if (value['json'] === undefined) return response(status, headers, readBody(value, where), delayMs)
  if (!headers.some(([name]) => name.toLowerCase() === 'content-type'))
    headers.push(['content-type', 'application/json'])
  return response(status, headers, JSON.stringify(value['json'], withBigInts), delayMs)
}

const isFailure = (name: string): name is keyof typeof failures => Object.hasOwn(failures, name)

const withBigInts = (_: string, value: unknown) => (typeof value === 'bigint' ? Number(value) : value)

function readBody(value: PlainRecord, where: string): string | Uint8Array {
  const body = value['body']
  if (body === undefined) return ''
  return body instanceof Uint8Array ? body : text(body, `${where}.body`)
}

function readHeaders(value: Plain, where: string): [string, string][] {
  if (value === undefined) return []
  if (!isRecord(value)) throw wrong(`${where}.headers`, show(value), 'a table of texts by name')
  return Object.entries(value).map(([name, one]) => [name, text(one, `${where}.headers.${name}`)])
}

function response(
  status: number,
  headers: [string, string][],
  body: string | Uint8Array,
  delayMs: number,
): ScriptedAnswer {
  return { kind: 'response', status, headers, body: typeof body === 'string' ? Buffer.from(body) : body, delayMs }
}
