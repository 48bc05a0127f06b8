import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { fetchInTime } from './answer-limit.ts'
import { newMachine } from './testing.ts'

async function serve(t: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

for (const [what, answer] of [
  ['accepts a connection and never answers', () => undefined],
  ['begins an answer and never ends it', (_request, response) => void response.writeHead(200).write('{')],
  ['begins an error and never ends it', (_request, response) => void response.writeHead(500).write('{')],
] satisfies [string, RequestListener][]) {
  test(`a portal that ${what} is unreachable after the limit`, async (t) => {
    const url = await serve(t, answer)
    const { mosisIn } = newMachine(t)
    const env = { MOSIS_TOKEN: 'token', MOSIS_PORTAL: url }
    const { code, stdout } = await mosisIn({ env, answerLimitMs: 100 }, 'whoami', '--json')
    const { error } = JSON.parse(stdout) as { error: { code: string; message: string; fix: string } }
    assert.deepEqual([code, error.code], [7, 'portal.unreachable'])
    assert.match(error.message, /in time/)
    assert.ok(error.fix.length > 0)
  })
}

test('an upload may take longer than an answer', async (t) => {
  const url = await serve(t, (request, response) => void request.resume().on('end', () => response.end('done')))
  const send = (body: RequestInit['body']) =>
    fetchInTime({ fetch: globalThis.fetch, answerLimitMs: 50 })(url, {
      method: 'PUT',
      body,
      duplex: 'half',
    } as RequestInit)
  let parts = 0
  const slow = new ReadableStream<Uint8Array>({
    async pull(controller) {
      await new Promise((resolve) => setTimeout(resolve, 30))
      controller.enqueue(new Uint8Array(10))
      if (++parts === 4) controller.close()
    },
  })
  assert.equal(await (await send(slow)).text(), 'done')
})
