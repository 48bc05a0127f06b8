import { ApiError } from '@mosis/api'
import type { FastifyRequest } from 'fastify'
import { notFoundDetails } from './errors.ts'

/** A path with braces and the methods that are served there. */
export interface ServedPath {
  method: string
  path: string
}

/** The refusal for a request that no route takes: 405 with the possible methods where the path is known, else 404. */
export function createNotFound(served: readonly ServedPath[]): (request: FastifyRequest) => ApiError {
  const patterns = served.map(({ method, path }) => ({
    method,
    pattern: new RegExp(`^${path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '[^/]+')}$`),
  }))
  return (request) => {
    const details = notFoundDetails(request)
    const methods = patterns.filter(({ pattern }) => pattern.test(String(details.path))).map(({ method }) => method)
    if (methods.length === 0) return new ApiError('not_found', details)
    const withHead = methods.includes('GET') ? [...methods, 'HEAD'] : methods
    return new ApiError('method_not_allowed', { ...details, allow: [...new Set(withHead)].sort().join(', ') })
  }
}
