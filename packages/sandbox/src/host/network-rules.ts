/** What the manifest says about the network. */
export interface NetworkRules {
  allowedDomains?: readonly string[]
  allowHttp?: boolean
}

/** A URL that may be asked, or why not. */
export type CheckedUrl = { url: URL } | { code: string; message: string }

const localNames = /(?:^|\.)(?:localhost|local|internal|lan|home\.arpa)$/

/**
 * Checks a URL against the manifest: scheme, name, port. That the name leads to a public address is the broker's to check, after it
 * has asked for the address.
 */
export function checkUrl(text: string, scheme: 'http' | 'ws', rules: NetworkRules, maxLength: number): CheckedUrl {
  if (text.length > maxLength) return refusal('network.url_invalid', `it is longer than ${maxLength} characters`)
  if (!URL.canParse(text)) return refusal('network.url_invalid', 'it is no URL')
  const url = new URL(text)
  const plain = `${scheme}:`
  const secure = `${scheme}s:`
  if (url.protocol !== secure && url.protocol !== plain) {
    return refusal('network.url_invalid', `it begins with "${url.protocol}", it should begin with "${secure}"`)
  }
  if (url.protocol === plain && rules.allowHttp !== true) {
    return refusal(
      'network.http_not_allowed',
      `it is not encrypted. Use "${secure}", or set "allow_http" in the manifest`,
    )
  }
  if (url.username !== '' || url.password !== '') {
    return refusal('network.url_invalid', 'it holds a user name or password. Send an Authorization header instead')
  }
  url.hash = ''
  // `example.com.` is the same name.
  const name = url.hostname.replace(/\.$/, '')
  if (localNames.test(name)) return refusal('network.blocked', `"${name}" is not a public name`)
  return checkName(url, name, rules.allowedDomains)
}

function checkName(url: URL, name: string, allowedDomains: readonly string[] | undefined): CheckedUrl {
  if (allowedDomains === undefined) {
    return url.port === ''
      ? { url }
      : refusal('network.port_not_allowed', `only the usual port may be used, not ${url.port}`)
  }
  const isAllowed = allowedDomains.some((entry) => {
    const [domain = '', port = ''] = entry.toLowerCase().split(':')
    return matchesDomain(name, domain) && url.port === defaultless(url.protocol, port)
  })
  if (isAllowed) return { url }
  const host = url.port === '' ? name : `${name}:${url.port}`
  return refusal('network.domain_not_allowed', `"${host}" is not in the manifest's "allowed_domains". Add it there`)
}

/** A URL does not show the port that its scheme has anyway. */
function defaultless(protocol: string, port: string): string {
  const usual = protocol === 'https:' || protocol === 'wss:' ? '443' : '80'
  return port === usual ? '' : port
}

/** `*.` in front covers one or more further labels, not the domain itself. */
function matchesDomain(name: string, domain: string): boolean {
  if (!domain.startsWith('*.')) return name === toAscii(domain)
  const base = `.${toAscii(domain.slice(2))}`
  return name.endsWith(base) && name.length > base.length
}

/** The form in which names are compared: that of the URL standard, as the app's own URL is read. */
function toAscii(domain: string): string {
  const text = `https://${domain}/`
  return URL.canParse(text) ? new URL(text).hostname : domain
}

function refusal(code: string, message: string): CheckedUrl {
  return { code, message }
}
