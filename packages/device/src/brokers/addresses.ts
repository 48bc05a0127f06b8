import { lookup as lookupInSystem } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'
import { BrokerError } from '@mosis/sandbox'

export interface Address {
  address: string
  family: 4 | 6
}

/** Turns a host name into its addresses. */
export type Lookup = (hostname: string) => Promise<Address[]>

/** The names of this computer's resolver. */
export const lookupAddresses: Lookup = async (hostname) => {
  const found = await lookupInSystem(hostname, { all: true, verbatim: true })
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }))
}

/** IPv4 networks that are not the public internet (IANA's special-purpose registry, multicast and reserved included). */
const special4 = `0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24
  192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24
  203.0.113.0/24 224.0.0.0/4 240.0.0.0/4`

/** Inside the public IPv6 range; those of the first two carry IPv4 addresses that would have to be judged again. */
const special6 = '2001::/23 2002::/16 2001:db8::/32 2620:4f:8000::/48 3fff::/20'

const blocked = new BlockList()
addSubnets(blocked, special4, 'ipv4')
addSubnets(blocked, special6, 'ipv6')
const public6 = new BlockList()
addSubnets(public6, '2000::/3', 'ipv6')

function addSubnets(list: BlockList, subnets: string, type: 'ipv4' | 'ipv6') {
  for (const subnet of subnets.split(/\s+/)) {
    const [network = '', prefix] = subnet.split('/')
    list.addSubnet(network, Number(prefix), type)
  }
}

/** True for an address of the public internet; everything unusual is not, whatever it may be good for. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !blocked.check(address, 'ipv4')
  // A zone (fe80::1%eth0) names an interface of this computer.
  if (family !== 6 || address.includes('%')) return false
  return public6.check(address, 'ipv6') && !blocked.check(address, 'ipv6')
}

/**
 * The addresses of a host, all of them public. One that is not refuses the host: a name that means both the internet
 * and a private network is the trick of DNS rebinding. The caller connects to these and asks for the name no more.
 */
export async function resolvePublic(hostname: string, lookup: Lookup): Promise<Address[]> {
  const literal = hostname.replace(/^\[(.*)\]$/, '$1')
  const family = isIP(literal)
  const found: Address[] = family ? [{ address: literal, family: family === 6 ? 6 : 4 }] : await ask(hostname, lookup)
  const bad = found.find(({ address }) => !isPublicAddress(address))
  if (bad) {
    const message = `Cannot connect to "${hostname}": its address ${bad.address} is not on the public internet`
    throw new BrokerError('network.blocked', message)
  }
  return found
}

async function ask(hostname: string, lookup: Lookup): Promise<Address[]> {
  let found: Address[]
  try {
    found = await lookup(hostname)
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
    throw new BrokerError('network.unreachable', `Cannot find "${hostname}": the name is not known (${reason})`, {
      cause,
    })
  }
  if (found.length === 0) throw new BrokerError('network.unreachable', `Cannot find "${hostname}": it has no address`)
  return found
}
