import type { FastifyInstance, FastifyRequest } from 'fastify'
import { malformedJson } from './errors.ts'
import { mayBeUnsafe, refuseUnsafe } from './unsafe-input.ts'

/** Reads JSON bodies and nothing else: other types are refused with 415. An empty body is none at all. */
export function readJsonBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string' },
    (_request: FastifyRequest, body: string | Buffer) => Promise.resolve(body.toString()).then(parseJson),
  )
}

function parseJson(text: string): unknown {
  if (text === '') return undefined
  const value = readJson(text)
  if (mayBeUnsafe(text)) refuseUnsafe(value, '')
  return value
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (failure) {
    throw malformedJson(failure)
  }
}
