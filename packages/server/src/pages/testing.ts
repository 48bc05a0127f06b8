// A browser for tests: keeps cookies, follows redirects, and fills in only forms that stand on the page.
import assert from 'node:assert/strict'
import { testBaseUrl } from '../testing.ts'
import type { TestServer } from '../testing.ts'

/** One page as the browser got it. */
export interface OpenPage {
  /** Where the browser ended after redirects. */
  path: string
  status: number
  headers: Record<string, string | undefined>
  body: string
  title: string
  /** What a person reads, without tags. */
  text: string
}

export interface TestBrowser {
  /** Opens an address, as a click on a link does. */
  open: (path: string) => Promise<OpenPage>
  /** Fills in the form of the page that has this button, and presses it. */
  press: (button: string, fields?: Readonly<Record<string, string>>) => Promise<OpenPage>
  /** The page that is open. */
  page: () => OpenPage
  cookies: Map<string, string>
}

const mostRedirects = 5

/** Opens a browser at an address of its own. */
export function openBrowser(server: TestServer, address = '192.0.2.7'): TestBrowser {
  const cookies = new Map<string, string>()
  let current: OpenPage | undefined

  async function ask(method: 'GET' | 'POST', path: string, form?: URLSearchParams, redirects = 0): Promise<OpenPage> {
    assert.ok(redirects <= mostRedirects, `too many redirects, the last one to ${path}`)
    const response = await server.inject({
      method,
      url: path,
      remoteAddress: address,
      headers: {
        accept: 'text/html',
        'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0',
        ...(cookies.size > 0 && { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }),
        ...(method === 'POST' && {
          origin: testBaseUrl,
          'sec-fetch-site': 'same-origin',
          'content-type': 'application/x-www-form-urlencoded',
        }),
      },
      ...(form && { payload: form.toString() }),
    })
    for (const { name, value, maxAge } of response.cookies as { name: string; value: string; maxAge?: number }[]) {
      if (maxAge === 0) cookies.delete(name)
      else cookies.set(name, value)
    }
    const { location } = response.headers
    // Another site is where the test looks on.
    if (response.statusCode === 303 && location?.startsWith('/')) return ask('GET', location, undefined, redirects + 1)
    current = {
      path: location ?? path,
      status: response.statusCode,
      headers: response.headers as Record<string, string | undefined>,
      body: response.body,
      title: unescape(/<title>([^<]*)<\/title>/.exec(response.body)?.[1] ?? ''),
      text: unescape(response.body.replace(/<head>.*?<\/head>/s, '').replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' '),
    }
    return current
  }

  const page = () => {
    assert.ok(current, 'no page is open')
    return current
  }
  return {
    cookies,
    page,
    open: (path) => ask('GET', path),
    press(button, fields = {}) {
      const { path, form } = fillIn(page(), button, fields)
      return ask('POST', path, form)
    },
  }
}

/** Where the form with this button is sent, and what is in it then. */
function fillIn(
  { body, path }: OpenPage,
  button: string,
  fields: Readonly<Record<string, string>>,
): { path: string; form: URLSearchParams } {
  const { action = path, inside, pressed } = findForm(body, button)
  const form = new URLSearchParams()
  for (const [input] of inside.matchAll(/<input[^>]*>/g)) {
    const { name, value = '' } = attributesOf(input)
    if (name !== undefined) form.set(name, value)
  }
  for (const [name, value] of Object.entries(fields)) {
    assert.ok(form.has(name), `the form has no field ${name}`)
    form.set(name, value)
  }
  const { name, value = '' } = attributesOf(pressed)
  if (name !== undefined) form.set(name, value)
  return { path: action, form }
}

function findForm(body: string, button: string): { action: string | undefined; inside: string; pressed: string } {
  for (const [, head = '', inside = ''] of body.matchAll(/<form method="post"([^>]*)>(.*?)<\/form>/gs)) {
    for (const [, pressed = '', words = ''] of inside.matchAll(/<button([^>]*)>(.*?)<\/button>/gs)) {
      if (textOf(words) === button) return { action: attributesOf(head)['action'], inside, pressed }
    }
  }
  throw new Error(`There is no form with the button "${button}" on this page:\n${body}`)
}

const textOf = (part: string) =>
  unescape(part.replace(/<[^>]*>/g, ''))
    .replace(/\s+/g, ' ')
    .trim()

/** The attributes of a tag that have a value. */
export function attributesOf(tag: string): Record<string, string> {
  const pairs = [...tag.matchAll(/([\w-]+)="([^"]*)"/g)]
  return Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, unescape(value)]))
}

function unescape(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}
