import * as api from '@mosis/api'
import type { Plugin } from 'vite'

const name = 'virtual:contract'
const resolved = `\0${name}`

/**
 * Gives the portal the contract of the API without its schemas, which weigh more than the rest of a page: the method and path
 * of every endpoint, and the plain lists of words (roles, scopes, reasons) beside them.
 */
export function contract(): Plugin {
  return {
    name: 'mosis-contract',
    resolveId: (id) => (id === name ? resolved : undefined),
    load: (id) => (id === resolved ? write() : undefined),
  }
}

function write(): string {
  const features: Record<string, unknown> = {}
  const words: Record<string, unknown> = {}
  for (const [name, exported] of Object.entries(api)) {
    if (isFeature(exported)) features[name] = endpointsOf(exported)
    else if (isPlain(exported)) words[name] = exported
  }
  return `export const contract = ${JSON.stringify(features)}\nexport const words = ${JSON.stringify(words)}\n`
}

function endpointsOf(feature: object) {
  return Object.fromEntries(
    Object.entries(feature)
      .filter(([, exported]) => isEndpoint(exported))
      .map(([name, { method, path, body }]) => [
        name,
        { name, method, path, ...(body === api.bytes && { sendsBytes: true }) },
      ]),
  )
}

const isFeature = (exported: unknown): exported is object =>
  typeof exported === 'object' && exported !== null && Object.values(exported).some(isEndpoint)

function isEndpoint(exported: unknown): exported is api.Endpoint {
  return typeof exported === 'object' && exported !== null && 'method' in exported && 'path' in exported
}

/** Lists and tables of texts and numbers; schemas and classes are none, and the table of errors is the server's. */
function isPlain(exported: unknown): boolean {
  if (exported === api.errors || typeof exported === 'function') return false
  const text = JSON.stringify(exported)
  return text !== undefined && !text.includes('"def"')
}
