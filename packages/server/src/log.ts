import { destination, pino } from 'pino'
import type { Logger } from 'pino'

export type Log = Logger
export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent'

/** Fields that are never written, should one ever be handed in: at the top and one level down. */
const hidden = [
  'authorization',
  'cookie',
  'token',
  'access_token',
  'refresh_token',
  'setup_token',
  'password',
  'password_hash',
  'secret',
  'email',
  'body',
  'private_key',
]

/**
 * The portal's log: one JSON object a line on standard error. A line reads well alone and carries fields to search by; it
 * never holds tokens, mail addresses, bodies or keys.
 */
export function createLog(level: LogLevel, write?: (line: string) => void): Log {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: hidden.flatMap((name) => [name, `*.${name}`]), censor: '[hidden]' },
  }
  // Written at once: what is logged right before the process ends must not be lost.
  return pino(options, write ? { write } : destination({ dest: 2, sync: true }))
}
