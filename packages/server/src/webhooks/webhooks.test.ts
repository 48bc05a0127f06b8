import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { accounts, ApiError, reviews, teams, versions, webhooks } from '@mosis/api'
import type { NewWebhook } from '@mosis/api'
import { startTestServer, testPassword } from '../testing.ts'
import type { Caller, TestServer } from '../testing.ts'
import { startSampleApp } from '../versions/testing.ts'
import { signMessage } from './sign.ts'

interface Received {
  headers: IncomingHttpHeaders
  body: string
}

interface Hooks {
  server: TestServer
  received: Received[]
  /** What the receiver answers from now on. */
  answer: (status: number, headers?: Record<string, string>) => void
}

const hookUrl = 'https://hooks.example.com/mosis'

/** A portal beside a real receiver on loopback, which the operator has named as a host that webhooks may reach. */
const withHooks = (work: (hooks: Hooks) => Promise<void>) => async () => {
  const received: Received[] = []
  let answer: { status: number; headers: Record<string, string> } = { status: 204, headers: {} }
  const receiver = createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(pieces).toString() })
      response.writeHead(answer.status, answer.headers).end()
    })
  })
  receiver.listen(0, '127.0.0.1')
  await once(receiver, 'listening')
  const { port } = receiver.address() as AddressInfo
  const server = await startTestServer({ webhookHosts: { 'hooks.example.com': `127.0.0.1:${port}` } })
  try {
    await work({ server, received, answer: (status, headers = {}) => (answer = { status, headers }) })
  } finally {
    receiver.close()
    receiver.closeAllConnections()
    await server.close()
  }
}

const refusedWith = (code: string) => (failure: unknown) => failure instanceof ApiError && failure.code === code

async function teamOf({ call }: Caller): Promise<string> {
  const [team] = (await call(teams.listTeams, {})).teams
  return team?.id ?? ''
}

async function hook(caller: Caller, body: { url?: string; events?: NewWebhook['events'] } = {}): Promise<NewWebhook> {
  return caller.call(webhooks.createWebhook, {
    params: { team_id: await teamOf(caller) },
    body: { url: hookUrl, ...body },
  })
}

const refOf = ({ id, team_id }: NewWebhook) => ({ team_id, webhook_id: id })

const listDeliveries = (
  caller: Caller,
  made: NewWebhook,
  query: { state?: 'delivered' | 'failed'; event?: string; limit?: number; cursor?: string } = {},
) => caller.call(webhooks.listWebhookDeliveries, { params: refOf(made), query })

const deliveriesOf = async (caller: Caller, made: NewWebhook) => (await listDeliveries(caller, made)).deliveries

test(
  'a change of a version is told to the webhooks that want it, signed so that the receiver can check it',
  withHooks(async ({ server, received }) => {
    const { id, developer, draft, submit } = await startSampleApp(server, 'com.hooks.signed')
    const made = await hook(developer, { events: ['version.submitted'] })
    await hook(developer, { events: ['version.published'] })
    const version = await draft(1)
    await submit(version)
    await server.settle()
    assert.equal(received.length, 1)
    const [{ headers, body }] = received as [Received]
    assert.deepEqual(JSON.parse(body), {
      type: 'version.submitted',
      timestamp: server.clock.now(),
      data: {
        app_id: id,
        version_id: version.id,
        version: '1.0.1',
        version_code: 1,
        action: 'submit',
        from: 'draft',
        to: 'submitted',
        reason: null,
        at: server.clock.now(),
      },
    })
    // As the specification of Standard Webhooks has the receiver do it.
    const key = Buffer.from(made.secret.slice('whsec_'.length), 'base64')
    const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`
    const expected = createHmac('sha256', key).update(signed).digest('base64')
    assert.equal(headers['webhook-signature'], `v1,${expected}`)
    assert.equal(Number(headers['webhook-timestamp']), Date.parse(server.clock.now()) / 1000)
    const [delivery] = await deliveriesOf(developer, made)
    assert.deepEqual(
      [delivery?.id, delivery?.state, delivery?.attempts, delivery?.last_status],
      [headers['webhook-id'], 'delivered', 1, 204],
    )
  }),
)

test('the signature is that of the example in the specification of Standard Webhooks', () => {
  const message = {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    timestamp: 1614265330,
    body: '{"test": 2432232314}',
  }
  assert.equal(
    signMessage('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', message)['webhook-signature'],
    'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  )
})

test(
  'a message that is not taken is sent again later with the same id and a new time, until it is',
  withHooks(async ({ server, received, answer }) => {
    const { developer, draft, submit } = await startSampleApp(server, 'com.hooks.retried')
    const made = await hook(developer, { events: ['version.submitted'] })
    answer(503)
    await submit(await draft(1))
    await server.settle()
    assert.equal(received.length, 1)
    assert.deepEqual(
      (await deliveriesOf(developer, made)).map(({ state, last_error }) => [state, last_error]),
      [['waiting', 'It answered 503']],
    )
    server.clock.advance(5000)
    answer(200)
    await server.settle()
    assert.equal(received.length, 2)
    const [first, second] = received
    assert.equal(first?.headers['webhook-id'], second?.headers['webhook-id'])
    assert.notEqual(first?.headers['webhook-timestamp'], second?.headers['webhook-timestamp'])
    assert.deepEqual(
      (await deliveriesOf(developer, made)).map(({ state, attempts }) => [state, attempts]),
      [['delivered', 2]],
    )
  }),
)

test(
  'a receiver that takes nothing for three days, or says that it is gone, is switched off and its team told',
  withHooks(async ({ server, received, answer }) => {
    const { developer, draft, submit, get } = await startSampleApp(server, 'com.hooks.gone')
    const account = developer.account
    const signInAgain = async () => {
      const body = { email: account.email, password: testPassword }
      developer.call = server.callWith((await server.call(accounts.login, { body })).access_token)
    }
    const made = await hook(developer, { events: ['version.submitted'] })
    const isOff = async () =>
      (await developer.call(webhooks.listWebhooks, { params: { team_id: made.team_id } })).webhooks[0]?.disabled_at !==
      null
    answer(500)
    const version = await draft(1)
    await submit(version)
    await server.settle()
    for (let hours = 0; hours < 71; hours += 1) {
      server.clock.advance(60 * 60_000)
      await server.settle()
    }
    assert.equal(received.length, 8)
    await signInAgain()
    assert.equal(await isOff(), false)
    server.clock.advance(60 * 60_000)
    await signInAgain()
    await developer.call(versions.cancelVersion, { params: { app_id: version.app_id, version_id: version.id } })
    await submit(await get(version))
    await server.settle()
    assert.equal(await isOff(), true)
    assert.equal(server.outbox.filter(({ name }) => name === 'webhook_disabled').length, 1)

    const again = await developer.call(webhooks.updateWebhook, { params: refOf(made), body: { is_enabled: true } })
    assert.equal(again.disabled_at, null)
    answer(410)
    await developer.call(versions.cancelVersion, { params: { app_id: version.app_id, version_id: version.id } })
    await submit(await get(version))
    await server.settle()
    assert.equal(await isOff(), true)
  }),
)

test(
  'messages are listed page by page, and by what became of them',
  withHooks(async ({ server, answer }) => {
    const dana = await server.developer()
    const made = await hook(dana)
    for (let number = 0; number < 2; number += 1) {
      await dana.call(webhooks.testWebhook, { params: refOf(made) })
      await server.settle()
    }
    answer(400)
    await dana.call(webhooks.testWebhook, { params: refOf(made) })
    const count = async (query: Parameters<typeof listDeliveries>[2]) =>
      (await listDeliveries(dana, made, query)).deliveries.length
    assert.equal(await count({}), 3)
    assert.equal(await count({ state: 'delivered' }), 2)
    assert.equal(await count({ event: 'version.published' }), 0)
    const page = await listDeliveries(dana, made, { limit: 2 })
    const rest = await listDeliveries(dana, made, { limit: 2, cursor: page.next_cursor ?? '' })
    assert.deepEqual([...page.deliveries, ...rest.deliveries], await deliveriesOf(dana, made))
  }),
)

test(
  'a webhook reaches no address of the own network, by name or number or redirect, unless the operator named it',
  withHooks(async ({ server, received, answer }) => {
    const dana = await server.developer()
    const test = async (url: string) => {
      const made = await hook(dana, { url })
      await dana.call(webhooks.testWebhook, { params: refOf(made) })
      await server.settle()
      return (await deliveriesOf(dana, made))[0]
    }
    for (const url of [
      'http://127.0.0.1/',
      'http://localhost/',
      'http://[::1]/',
      'http://169.254.169.254/latest/meta-data/',
      'http://10.0.0.1/',
      'http://2130706433/',
      'http://0x7f.1/',
      'http://[::ffff:127.0.0.1]/',
    ]) {
      const delivery = await test(url)
      assert.deepEqual([delivery?.state, delivery?.last_status], ['failed', null], url)
      const note = { code: 'webhook.blocked', facts: { host: new URL(url).hostname } }
      assert.deepEqual(delivery?.last_error_note, note)
    }
    assert.equal(received.length, 0)
    answer(302, { location: 'http://127.0.0.1/' })
    const { last_error, last_error_note } = (await test(hookUrl)) ?? {}
    assert.equal(last_error, 'It answered 302')
    assert.deepEqual(last_error_note, { code: 'webhook.answered', facts: { status: 302 } })
    assert.equal(received.length, 1)
    for (const url of ['ftp://hooks.example.com/', 'https://user:secret@hooks.example.com/', 'no address']) {
      await assert.rejects(hook(dana, { url }), refusedWith('invalid_input'), url)
    }
  }),
)

test(
  'people of the team are mailed about what others did to a version',
  withHooks(async ({ server }) => {
    const { developer, draft, submit } = await startSampleApp(server, 'com.hooks.mailed')
    await submit(await draft(1), { release: 'when_approved' })
    await server.settle()
    const [review] = (await server.deps.db.selectFrom('review').select('id').execute()).map(({ id }) => id)
    const { call } = await server.reviewer()
    await call(reviews.approveReview, { params: { review_id: review ?? '' } })
    await server.settle()
    const told = server.outbox.filter(({ name }) => name === 'version_changed')
    // Two jobs at the same time: either mail may be the first.
    assert.deepEqual(
      new Set(told.map(({ to, data }) => `${to} ${'sentence' in data ? data.sentence : ''}`)),
      new Set([`${developer.account.email} is approved`, `${developer.account.email} is published`]),
    )
    assert.equal(told.length, 2)
  }),
)

test(
  'webhooks are the team’s alone, their secrets are shown once and stored sealed, and no team has more than twenty',
  withHooks(async ({ server }) => {
    const [dana, eve] = [await server.developer(), await server.developer('Eve')]
    const made = await hook(dana)
    const params = refOf(made)
    for (const refused of [
      () => eve.call(webhooks.listWebhooks, { params: { team_id: made.team_id } }),
      () => eve.call(webhooks.deleteWebhook, { params }),
      () => eve.call(webhooks.testWebhook, { params }),
      () => eve.call(webhooks.updateWebhook, { params, body: { url: 'https://eve.example.com/' } }),
    ]) {
      await assert.rejects(refused, refusedWith('team.not_found'))
    }
    const foreign = { team_id: await teamOf(eve), webhook_id: made.id }
    await assert.rejects(eve.call(webhooks.deleteWebhook, { params: foreign }), refusedWith('webhook.not_found'))
    const rows = await server.deps.db.selectFrom('webhook').selectAll().execute()
    assert.ok(!JSON.stringify(rows).includes(made.secret.slice('whsec_'.length)))
    const { secret: _secret, ...shown } = made
    assert.deepEqual((await dana.call(webhooks.listWebhooks, { params: { team_id: made.team_id } })).webhooks, [shown])
    for (let count = 1; count < 20; count += 1) await hook(dana)
    await assert.rejects(hook(dana), refusedWith('webhook.too_many'))
    await dana.call(webhooks.deleteWebhook, { params })
    await hook(dana)
  }),
)
