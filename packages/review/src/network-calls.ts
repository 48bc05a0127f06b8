import type { LuaExpression } from '@mosis/syntax'
import { beginningOf, valueOf, type Assignments, type Mention } from './lua-names.ts'

/** A call that opens a connection, with the address as far as the code shows it. */
export interface NetworkCall {
  mention: Mention
  /** The expression that gives the address. */
  url: LuaExpression
  scheme: string
  host: string
  port: string
}

/** Calls of `network.request` and `network.websocket` whose scheme and host are written in the code. */
export function networkCalls(mentions: readonly Mention[], assignments: Assignments): NetworkCall[] {
  return mentions.flatMap((mention) => {
    const url = urlOf(mention, assignments)
    const address = url && readAddress(beginningOf(url, assignments))
    return address ? [{ mention, url, ...address }] : []
  })
}

function urlOf({ name, call }: Mention, assignments: Assignments): LuaExpression | undefined {
  const argument = call?.args[0]
  if (!argument) return undefined
  if (name === 'network.websocket') return argument
  if (name !== 'network.request') return undefined
  const options = valueOf(argument, assignments)
  if (options.kind !== 'table') return undefined
  return options.fields.find(({ key }) => key?.kind === 'string' && key.value === 'url')?.value
}

/** The host is known once what follows it is: "https://api." could go on in any way. */
function readAddress({ text, isWhole }: { text: string; isWhole: boolean }) {
  const found = /^\s*([a-z][a-z0-9+.-]*):\/\/(?:[^/?#]*@)?([^/?#:]*)(?::([0-9]*))?([/?#])?/i.exec(text)
  if (!found || (!isWhole && !found[4])) return null
  const [, scheme = '', written = '', port = ''] = found
  const address = `http://${written}/`
  return { scheme: scheme.toLowerCase(), host: URL.canParse(address) ? new URL(address).hostname : written, port }
}

/** Whether a list of allowed domains covers a host; `*.` stands for one or more names in front. */
export function isAllowed({ scheme, host, port }: NetworkCall, allowed: readonly string[]): boolean {
  const usual = scheme === 'https' || scheme === 'wss' ? '443' : '80'
  const wanted = port === '' || port === usual ? '' : port
  return allowed.some((item) => {
    const [name = '', listedPort = ''] = item.toLowerCase().split(':')
    if ((listedPort === usual ? '' : listedPort) !== wanted) return false
    const isWildcard = name.startsWith('*.')
    const address = `http://${isWildcard ? name.slice(2) : name}/`
    const base = URL.canParse(address) ? new URL(address).hostname : name
    return isWildcard ? host.endsWith(`.${base}`) : host === base
  })
}
