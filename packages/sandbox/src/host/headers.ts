import type { Arguments } from '../arguments.ts'

const namePattern = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
/** Visible characters, spaces and tabs: anything else could begin a header or a request of its own. */
const valuePattern = /^[\t\u0020-\u007e\u0080-\u00ff]*$/
/** Headers that the platform sets itself, because they say where a message ends or to whom it goes. */
const reserved = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** Checks the headers of a request. */
export function readHeaders(
  call: Arguments,
  headers: [name: string, value: string][],
  limits: { headers: number; headerBytes: number },
): [name: string, value: string][] {
  if (headers.length > limits.headers)
    call.wrong(1, 'headers', `${headers.length} headers`, `at most ${limits.headers}`)
  let sizeBytes = 0
  for (const [name, value] of headers) {
    if (!namePattern.test(name))
      call.wrong(1, 'headers', `the name "${name.slice(0, 100)}"`, 'a name as HTTP knows them')
    if (reserved.has(name.toLowerCase())) call.wrong(1, 'headers', `the name "${name}"`, 'left to the platform')
    if (!valuePattern.test(value)) call.wrong(1, `headers.${name}`, 'a value with control characters', 'plain text')
    sizeBytes += name.length + value.length + 4
  }
  if (sizeBytes > limits.headerBytes)
    call.wrong(1, 'headers', `${sizeBytes} bytes`, `at most ${limits.headerBytes} bytes`)
  // In order of the names, not of Lua's table, so that the same request looks the same.
  return headers.sort(([first], [second]) => (first < second ? -1 : 1))
}
