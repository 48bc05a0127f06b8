/** Where an app says that its data goes. */
export interface Network {
  /** Undefined: everywhere. */
  domains: readonly string[] | undefined
  allowsHttp: boolean
}

/** Reads that part of a manifest.json; what the package format has let through is a manifest, so nothing is judged here. */
export function readNetwork(manifest: string): Network | undefined {
  let read: unknown
  try {
    read = JSON.parse(manifest)
  } catch {
    return undefined
  }
  const network = fieldOf(read, 'network')
  const domains = fieldOf(network, 'allowed_domains')
  return {
    domains: Array.isArray(domains) ? domains.filter((domain) => typeof domain === 'string') : undefined,
    allowsHttp: fieldOf(network, 'allow_http') === true,
  }
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}
