import { field, luaFunction, parameter, result } from './schema.ts'
import type { LuaModule } from './schema.ts'

const refusedUrls = [
  'network.url_invalid',
  'network.http_not_allowed',
  'network.domain_not_allowed',
  'network.port_not_allowed',
  'network.blocked',
]

export const network: LuaModule = {
  name: 'network',
  summary: 'Requests and sockets to the hosts that the manifest allows.',
  notes: [
    'Without `allowed_domains` in the manifest every public host may be asked; addresses of private networks never. Redirects are checked again.',
    'The manifest says how many connections may be open at once: 10 unless it says more, 32 at most.',
  ],
  functions: [
    luaFunction('network.request', 'Sends a request and waits for the response.', {
      parameters: [parameter('request', 'NetworkRequest', 'what is asked')],
      results: [result('response', 'NetworkResponse')],
      permissions: ['network.internet'],
      waits: true,
      raises: refusedUrls,
      fails: [
        'network.too_many',
        'network.blocked',
        'network.unreachable',
        'network.timeout',
        'network.tls',
        'network.response_too_large',
        'network.cancelled',
      ],
      failsIn: 'error field',
      example: 'local response = network.request({ url = "https://api.example.com/data", timeout = 10000 })',
    }),
    luaFunction('network.websocket', 'Opens a socket; its events tell whether it could connect.', {
      parameters: [parameter('url', 'string', 'begins with "wss:"')],
      results: [result('socket', 'WebSocket')],
      permissions: ['network.websocket'],
      raises: refusedUrls,
      fails: ['network.too_many'],
      example: 'local ws = network.websocket("wss://api.example.com/ws")',
    }),
  ],
  classes: [
    {
      name: 'WebSocket',
      summary: 'A connection over which both sides send when they like.',
      fields: [],
      methods: [
        luaFunction('WebSocket:on', 'Sets the handler of an event; a later one takes its place.', {
          parameters: [
            parameter('event', '"open"|"message"|"close"|"error"', 'which event'),
            parameter('handler', 'fun(...)', 'given nothing, the data, code and reason, or the error'),
          ],
          example: 'ws:on("message", function(data) print(data) end)',
        }),
        luaFunction('WebSocket:send', 'Sends a message: as text when it is valid UTF-8, else as bytes.', {
          parameters: [parameter('data', 'string', 'the message')],
          results: [result('ok', 'true')],
          fails: ['network.closed', 'network.backlog'],
          example: 'ws:send("Hello, server!")',
        }),
        luaFunction('WebSocket:close', 'Ends the connection; once more does nothing.', {
          parameters: [
            parameter('code?', 'integer', '1000, or from 3000 on', { min: 1000, max: 4999 }),
            parameter('reason?', 'string', 'at most 123 bytes'),
          ],
          example: 'ws:close()',
        }),
      ],
    },
  ],
  shapes: [
    {
      name: 'NetworkRequest',
      summary: 'A request.',
      fields: [
        field('url', 'string', 'begins with "https:", or "http:" where the manifest allows it'),
        field('method?', '"GET"|"POST"|"PUT"|"DELETE"|"PATCH"', 'GET unless said'),
        field('headers?', 'table<string, string>', 'at most 64, 16 KiB together'),
        field('body?', 'string', 'not with GET'),
        field('timeout?', 'integer', 'milliseconds, 30,000 unless said', { min: 1, max: 120_000 }),
      ],
    },
    {
      name: 'NetworkResponse',
      summary: 'A response, or why there is none.',
      fields: [
        field('error?', 'string', 'why it failed; then nothing else is there'),
        field('status?', 'integer', 'such as 200 or 404'),
        field('headers?', 'table<string, string>', 'by their names in lower case'),
        field('body?', 'string', 'at most 1 MiB'),
      ],
    },
  ],
}
