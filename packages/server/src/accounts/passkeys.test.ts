import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accounts, ApiError, passkeys, secondFactor, sessions } from '@mosis/api'
import type { NewPasskeyResponse, PasskeyResponse } from '@mosis/api'
import { TOTP } from 'otpauth'
import { startTestServer, testBaseUrl, testPassword } from '../testing.ts'
import type { Caller, TestServer } from '../testing.ts'
import { createTestPasskey } from './passkey-testing.ts'
import type { TestPasskey } from './passkey-testing.ts'

const withServer = (work: (server: TestServer) => Promise<void>) => async () => {
  const server = await startTestServer()
  try {
    await work(server)
  } finally {
    await server.close()
  }
}

const refusedWith = (code: string) => (failure: unknown) => failure instanceof ApiError && failure.code === code

const origin = testBaseUrl

/** Adds a device's passkey to an account. */
async function add({ call }: Pick<Caller, 'call'>, device: TestPasskey, name = 'Laptop') {
  const options = await call(passkeys.startPasskey, {})
  return call(passkeys.addPasskey, { body: { name, response: device.create(options) } })
}

async function signIn({ call }: Pick<TestServer, 'call'>, device: TestPasskey) {
  const options = await call(passkeys.startPasskeySignIn, {})
  return call(passkeys.signInWithPasskey, { body: { response: device.get(options) } })
}

async function listMails({ settle, outbox }: TestServer): Promise<string[]> {
  await settle()
  return outbox.map(({ name }) => name)
}

/** Has the account no password any more, as one that signs in elsewhere. */
const dropPassword = ({ deps }: TestServer, { account }: Caller) =>
  deps.db.updateTable('account').set({ password_hash: null }).where('id', '=', account.id).execute()

test(
  'a passkey signs in without e-mail address and password, is listed, renamed and removed',
  withServer(async (server) => {
    const dana = await server.developer()
    const device = createTestPasskey({ origin })
    const made = await add(dana, device)
    assert.deepEqual(made, {
      id: made.id,
      name: 'Laptop',
      is_backed_up: false,
      created_at: server.clock.now(),
      last_used_at: null,
    })
    server.clock.advance(60_000)
    const tokens = await signIn(server, device)
    assert.deepEqual(tokens.user, dana.account)
    const { call } = { call: server.callWith(tokens.access_token) }
    const params = { passkey_id: made.id }
    const renamed = await call(passkeys.renamePasskey, { params, body: { name: ' Old laptop ' } })
    assert.deepEqual(renamed, { ...made, name: 'Old laptop', last_used_at: server.clock.now() })
    assert.deepEqual(await call(passkeys.listPasskeys, {}), { passkeys: [renamed] })
    await call(passkeys.removePasskey, { params })
    assert.deepEqual(await call(passkeys.listPasskeys, {}), { passkeys: [] })
    await assert.rejects(signIn(server, device), refusedWith('passkey.refused'))
    await assert.rejects(call(passkeys.removePasskey, { params }), refusedWith('passkey.not_found'))
    const mails = await listMails(server)
    assert.ok(mails.includes('passkey_added') && mails.includes('passkey_removed'))
  }),
)

test(
  'a passkey is both factors: where passwords need a code, it needs none',
  withServer(async (server) => {
    const dana = await server.developer()
    const device = createTestPasskey({ origin })
    await add(dana, device)
    // Passkeys alone do not make a password less than it was.
    await server.call(accounts.login, { body: { email: dana.account.email, password: testPassword } })
    const { secret } = await dana.call(secondFactor.startTotp, {})
    const code = new TOTP({ secret }).generate({ timestamp: Date.parse(server.clock.now()) })
    await dana.call(secondFactor.confirmTotp, { body: { code } })
    await assert.rejects(
      server.call(accounts.login, { body: { email: dana.account.email, password: testPassword } }),
      (failure: unknown) => {
        assert.ok(failure instanceof ApiError)
        assert.deepEqual(failure.details.methods, ['totp', 'recovery_code', 'passkey'])
        return failure.code === 'auth.second_factor_required'
      },
    )
    assert.deepEqual((await signIn(server, device)).user, dana.account)
  }),
)

test(
  'what is asked for names no account, and a passkey that nobody has is refused like a wrong one',
  withServer(async (server) => {
    const dana = await server.developer()
    await add(dana, createTestPasskey({ origin }))
    const { challenge, ...options } = await server.call(passkeys.startPasskeySignIn, {})
    assert.deepEqual(options, { rpId: 'portal.test', timeout: 300_000, userVerification: 'required' })
    assert.notEqual((await server.call(passkeys.startPasskeySignIn, {})).challenge, challenge)
    // Of the one that made the passkey: asking alone stores nothing.
    const used = server.deps.db.selectFrom('one_time_token').selectAll().where('purpose', '=', 'passkey_challenge')
    assert.equal((await used.execute()).length, 1)
    await assert.rejects(signIn(server, createTestPasskey({ origin })), refusedWith('passkey.refused'))
  }),
)

test(
  'a challenge is signed once, within five minutes, for what it was made for and by whom it was given to',
  withServer(async (server) => {
    const dana = await server.developer()
    const device = createTestPasskey({ origin })
    await add(dana, device)
    const finish = (response: PasskeyResponse) => server.call(passkeys.signInWithPasskey, { body: { response } })
    const options = await server.call(passkeys.startPasskeySignIn, {})
    const replayed = device.get(options)
    await finish(replayed)
    await assert.rejects(finish(replayed), refusedWith('passkey.refused'))
    await assert.rejects(finish(device.get(options)), refusedWith('passkey.refused'))

    const atOnce = await server.call(passkeys.startPasskeySignIn, {})
    const results = await Promise.allSettled([1, 2, 3, 4].map(() => finish(device.get(atOnce))))
    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1)

    const late = await server.call(passkeys.startPasskeySignIn, {})
    server.clock.advance(5 * 60_000)
    await assert.rejects(finish(device.get(late)), refusedWith('passkey.refused'))

    const creation = await dana.call(passkeys.startPasskey, {})
    const request = await server.call(passkeys.startPasskeySignIn, {})
    await assert.rejects(
      finish(device.get({ ...request, challenge: creation.challenge })),
      refusedWith('passkey.refused'),
    )
    for (const challenge of ['', 'AAAA', Buffer.from('1.x.y').toString('base64url')]) {
      await assert.rejects(finish(device.get({ ...request, challenge })), refusedWith('passkey.refused'))
    }

    const other = await server.developer()
    const add2 = (response: NewPasskeyResponse) =>
      other.call(passkeys.addPasskey, { body: { name: 'Stolen', response } })
    const fresh = createTestPasskey({ origin })
    await assert.rejects(add2(fresh.create(creation)), refusedWith('passkey.refused'))
    await assert.rejects(
      add2(fresh.create({ ...creation, challenge: request.challenge })),
      refusedWith('passkey.refused'),
    )
    assert.deepEqual((await other.call(passkeys.listPasskeys, {})).passkeys, [])
  }),
)

test(
  'what was signed for another page, for another portal, by another device or by nobody recognised is refused',
  withServer(async (server) => {
    const dana = await server.developer()
    const device = createTestPasskey({ origin })
    await add(dana, device)
    const request = () => server.call(passkeys.startPasskeySignIn, {})
    const refuse = (response: PasskeyResponse, message: string) =>
      assert.rejects(
        server.call(passkeys.signInWithPasskey, { body: { response } }),
        refusedWith('passkey.refused'),
        message,
      )
    for (const foreign of ['http://portal.test:81', 'https://portal.test', 'http://portal.test.evil.example', 'null']) {
      device.origin = foreign
      await refuse(device.get(await request()), foreign)
      await assert.rejects(add(dana, createTestPasskey({ origin: foreign })), refusedWith('passkey.refused'))
    }
    device.origin = origin
    device.rpId = 'evil.example'
    await refuse(device.get(await request()), 'another relying party')
    device.rpId = undefined
    device.isUserVerified = false
    await refuse(device.get(await request()), 'a device that was found on a table')
    await assert.rejects(
      add(dana, createTestPasskey({ origin, isUserVerified: false })),
      refusedWith('passkey.refused'),
    )
    device.isUserVerified = true

    const impostor = createTestPasskey({ origin })
    const theirs = impostor.get(await request())
    const ours = device.get(await request())
    await refuse({ ...theirs, id: ours.id, rawId: ours.id }, 'the signature of another device')
    await refuse({ ...ours, rawId: theirs.rawId }, 'two ids')
    const mixed = device.get(await request())
    const userHandle = Buffer.from('acc_somebodyelse').toString('base64url')
    await refuse({ ...mixed, response: { ...mixed.response, userHandle } }, "somebody else's account")
    const silent = device.get(await request())
    await refuse({ ...silent, response: { ...silent.response, userHandle: null } }, "nobody's account")
    const changed = device.get(await request())
    const data = Buffer.from(changed.response.authenticatorData, 'base64url')
    data.writeUInt32BE(1_000_000, 33)
    const authenticatorData = data.toString('base64url')
    await refuse({ ...changed, response: { ...changed.response, authenticatorData } }, 'changed after it was signed')
    await signIn(server, device)
  }),
)

test(
  'a device whose counter goes back was copied: it is refused, noted and told, and the other copy goes on',
  withServer(async (server) => {
    const dana = await server.developer()
    const device = createTestPasskey({ origin })
    const { id } = await add(dana, device)
    await signIn(server, device)
    const { counter } = device
    await signIn(server, device)
    device.counter = counter
    await assert.rejects(signIn(server, device), refusedWith('passkey.refused'))
    device.counter = 0
    await assert.rejects(signIn(server, device), refusedWith('passkey.refused'))
    device.counter = counter + 1
    await signIn(server, device)
    const noted = await server.deps.db
      .selectFrom('audit_event')
      .select(['action', 'account_id', 'reason'])
      .where('subject_id', '=', id)
      .where('action', '=', 'refuse')
      .execute()
    assert.deepEqual(noted.length, 2)
    assert.deepEqual(
      { ...noted[0] },
      { action: 'refuse', account_id: dana.account.id, reason: 'Its counter went back' },
    )
    assert.equal((await listMails(server)).filter((name) => name === 'passkey_refused').length, 2)
  }),
)

test(
  'a passkey that does not count, as those that devices share, signs in again and again',
  withServer(async (server) => {
    const dana = await server.developer()
    const device = createTestPasskey({ origin, counter: 0 })
    await add(dana, device)
    await signIn(server, device)
    assert.deepEqual((await signIn(server, device)).user, dana.account)
  }),
)

test(
  'a new passkey that comes with certificates is refused without looking at them, and so is what cannot be read',
  withServer(async (server) => {
    const dana = await server.developer()
    const offer = async (change: (response: NewPasskeyResponse) => NewPasskeyResponse) => {
      const options = await dana.call(passkeys.startPasskey, {})
      const response = change(createTestPasskey({ origin }).create(options))
      return dana.call(passkeys.addPasskey, { body: { name: 'x', response } })
    }
    const options = await dana.call(passkeys.startPasskey, {})
    const certified = createTestPasskey({ origin }).create(options, { isCertified: true })
    await assert.rejects(
      dana.call(passkeys.addPasskey, { body: { name: 'x', response: certified } }),
      refusedWith('passkey.refused'),
    )
    const deep = Buffer.alloc(12_000, 0x81).toString('base64url')
    for (const attestationObject of ['', 'AAAA', 'oA', deep]) {
      const broken = (response: NewPasskeyResponse) => ({
        ...response,
        response: { ...response.response, attestationObject },
      })
      await assert.rejects(offer(broken), refusedWith('passkey.refused'))
    }
    for (const text of ['', 'null', '7', '{"challenge":7}', '[', '{"type":"webauthn.create"}']) {
      const clientDataJSON = Buffer.from(text).toString('base64url')
      const broken = (response: NewPasskeyResponse) => ({
        ...response,
        response: { ...response.response, clientDataJSON },
      })
      await assert.rejects(offer(broken), refusedWith('passkey.refused'), text)
    }
    await assert.rejects(
      offer((response) => ({ ...response, rawId: 'AAAA' })),
      refusedWith('passkey.refused'),
    )
    await offer((response) => response)
  }),
)

test(
  'a device is added once, an account has twenty at most, and the next one is told which there are',
  withServer(async (server) => {
    const dana = await server.developer()
    const device = createTestPasskey({ origin })
    await add(dana, device)
    await assert.rejects(add(dana, device), refusedWith('passkey.exists'))
    const other = await server.developer()
    await assert.rejects(add(other, device), refusedWith('passkey.exists'))
    const { excludeCredentials } = await dana.call(passkeys.startPasskey, {})
    assert.equal(excludeCredentials.length, 1)
    for (let count = 1; count < 19; count += 1) await add(dana, createTestPasskey({ origin }))
    const last = [1, 2, 3].map(() => add(dana, createTestPasskey({ origin })))
    const results = await Promise.allSettled(last)
    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1)
    await assert.rejects(add(dana, createTestPasskey({ origin })), refusedWith('passkey.too_many'))
  }),
)

test(
  "somebody else's passkey cannot be renamed, removed or used to confirm, and is not listed",
  withServer(async (server) => {
    const [dana, mallory] = [await server.developer(), await server.developer('Mallory')]
    const device = createTestPasskey({ origin })
    const { id } = await add(dana, device)
    const params = { passkey_id: id }
    await assert.rejects(
      mallory.call(passkeys.renamePasskey, { params, body: { name: 'Mine' } }),
      refusedWith('passkey.not_found'),
    )
    await assert.rejects(mallory.call(passkeys.removePasskey, { params }), refusedWith('passkey.not_found'))
    assert.deepEqual((await mallory.call(passkeys.listPasskeys, {})).passkeys, [])
    const prove = async () => device.get(await server.call(passkeys.startPasskeySignIn, {}))
    await assert.rejects(
      mallory.call(sessions.confirm, { body: { method: 'passkey', response: await prove() } }),
      refusedWith('passkey.refused'),
    )
    await dana.call(sessions.confirm, { body: { method: 'passkey', response: await prove() } })
    assert.equal((await dana.call(passkeys.listPasskeys, {})).passkeys[0]?.name, 'Laptop')
  }),
)

test(
  'passkeys are added and removed only after a recent sign-in, and a passkey counts as one',
  withServer(async (server) => {
    const dana = await server.developer()
    const device = createTestPasskey({ origin })
    const { id } = await add(dana, device)
    server.clock.advance(14 * 60_000)
    const { access_token } = await server.call(accounts.refresh, { body: { refresh_token: dana.tokens.refresh_token } })
    const call = server.callWith(access_token)
    server.clock.advance(2 * 60_000)
    const refused = refusedWith('auth.recent_sign_in_required')
    await assert.rejects(call(passkeys.startPasskey, {}), refused)
    await assert.rejects(call(passkeys.removePasskey, { params: { passkey_id: id } }), refused)
    const options = await server.call(passkeys.startPasskeySignIn, {})
    await call(sessions.confirm, { body: { method: 'passkey', response: device.get(options) } })
    await call(passkeys.removePasskey, { params: { passkey_id: id } })
  }),
)

test(
  'the last way to sign in stays, also when two are removed at the same time',
  withServer(async (server) => {
    const dana = await server.developer()
    const [one, other] = [createTestPasskey({ origin }), createTestPasskey({ origin })]
    const ids = [(await add(dana, one)).id, (await add(dana, other)).id]
    await dropPassword(server, dana)
    const results = await Promise.allSettled(
      ids.map((passkey_id) => dana.call(passkeys.removePasskey, { params: { passkey_id } })),
    )
    const [kept, ...more] = results.filter((result) => result.status === 'rejected')
    assert.ok(kept && more.length === 0 && refusedWith('account.last_way_in')(kept.reason))
    assert.equal((await dana.call(passkeys.listPasskeys, {})).passkeys.length, 1)
  }),
)

test('a portal at a bare address says that passkeys are not possible there', async () => {
  const server = await startTestServer({ baseUrl: 'http://192.0.2.1:8080' })
  try {
    await assert.rejects(server.call(passkeys.startPasskeySignIn, {}), refusedWith('passkey.not_possible'))
  } finally {
    await server.close()
  }
})
