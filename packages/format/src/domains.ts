import { limits } from './limits.ts'

/** What is wrong with an item of allowed_domains, or undefined. */
export function findDomainFault(domain: string): string | undefined {
  if (domain.length > limits.maxDomainCodePoints) return `${domain.length} characters`
  if (domain === '*') return 'a bare "*"; leave allowed_domains out to reach any host'
  if (domain.includes('://')) return 'an address with a scheme; only the host belongs here'
  const host = domain.startsWith('*.') ? domain.slice(2) : domain
  if (/[*/\\@?#%[\]\s]/.test(host)) return 'a character that no host name has'
  const [name = '', port, ...rest] = host.split(':')
  if (rest.length > 0) return 'an IP address'
  if (port !== undefined && !isPort(port)) return 'a port that is not a number from 1 to 65535'
  return findHostFault(name)
}

function isPort(port: string): boolean {
  return /^[1-9][0-9]{0,4}$/.test(port) && Number(port) <= 65_535
}

/** The host is judged in the form in which it will be looked up: after IDNA, in lower case. */
function findHostFault(host: string): string | undefined {
  const address = `http://${host}/`
  if (host === '' || !URL.canParse(address)) return 'no valid host name'
  const labels = new URL(address).hostname.split('.')
  if (/^[0-9]+$/.test(labels.at(-1) ?? '')) return 'an IP address'
  if (labels.length < 2) return 'a host name of one part'
  const isValid = labels.every((label) => /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/.test(label))
  return isValid ? undefined : 'no valid host name'
}
