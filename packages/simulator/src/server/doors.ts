import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/**
 * Who may come in. The phone runs code of a project and listens on loopback, where every page that the person has open in a
 * browser can send requests, and every program of the machine too. So: a secret in the address once, then in a cookie that
 * other sites cannot send; the `Host` must be ours (a name that an attacker points at 127.0.0.1 is not), and what a browser
 * sends from another site's page is refused, WebSockets too, which no same-origin rule protects.
 */
export interface Doors {
  /** In the address that opens the page. */
  readonly token: string
  /** Of `mosis sim`; it never reaches a browser. */
  readonly controlToken: string
  readonly cookieName: string
  /** Why the request is refused before anything is looked at, or undefined. */
  refusal(request: IncomingMessage): string | undefined
  hasCookie(request: IncomingMessage): boolean
  isToken(text: string | null): boolean
  isControl(request: IncomingMessage): boolean
}

/** Makes the secrets of one run; `port` is told once the server listens. */
export function createDoors(port: () => number): Doors {
  const token = randomBytes(24).toString('base64url')
  const controlToken = randomBytes(32).toString('base64url')

  // Cookies know no ports: two phones on one machine would overwrite each other's.
  const cookieName = () => `mosis_phone_${port()}`
  const hosts = () => [`127.0.0.1:${port()}`, `localhost:${port()}`]

  return {
    token,
    controlToken,
    get cookieName() {
      return cookieName()
    },
    refusal({ headers }) {
      if (!hosts().includes(headers.host ?? '')) return 'another host'
      if (headers.origin !== undefined && headers.origin !== `http://${headers.host}`) return 'another origin'
      const site = headers['sec-fetch-site']
      // `none`: the person typed the address or another program opened it.
      if (site === 'cross-site' || site === 'same-site') {
        // Following a link to the first page is no request of another site's script; it still needs the token.
        if (headers['sec-fetch-mode'] !== 'navigate' || headers['sec-fetch-dest'] !== 'document') return 'another site'
      }
      return undefined
    },
    hasCookie({ headers }) {
      const prefix = `${cookieName()}=`
      const cookies = (headers.cookie ?? '').split(/;\s*/)
      return cookies.some((cookie) => cookie.startsWith(prefix) && isSame(cookie.slice(prefix.length), token))
    },
    isToken: (text) => text !== null && isSame(text, token),
    isControl({ headers }) {
      const [, given] = /^Bearer (\S+)$/.exec(headers.authorization ?? '') ?? []
      // A browser has no business there, whatever it knows.
      return given !== undefined && headers['sec-fetch-site'] === undefined && isSame(given, controlToken)
    },
  }
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
