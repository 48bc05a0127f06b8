import assert from 'node:assert/strict'
import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto'
import { test } from 'node:test'
import { ApiError, keys } from '@mosis/api'
import { extendLineage, generateSigningKey, signText } from '@mosis/format'
import { startTestServer } from '../testing.ts'
import type { Caller, TestServer } from '../testing.ts'

const withServer = (work: (server: TestServer) => Promise<void>) => async () => {
  const server = await startTestServer()
  try {
    await work(server)
  } finally {
    await server.close()
  }
}

const refusedWith = (code: string) => (failure: unknown) => failure instanceof ApiError && failure.code === code

type Pair = ReturnType<typeof generateSigningKey>

async function prove(
  caller: Caller,
  pair: Pair,
  overrides: { public_key?: string; challenge?: string; signature?: string } = {},
) {
  const { challenge } = await caller.call(keys.createKeyChallenge, {})
  const body = {
    name: 'laptop',
    public_key: pair.publicKeyPem,
    challenge,
    signature: signText(pair.privateKeyPem, challenge),
  }
  return caller.call(keys.registerSigningKey, { body: { ...body, ...overrides } })
}

test(
  'a key is registered by signing the challenge, and is then listed',
  withServer(async ({ developer }) => {
    const dana = await developer()
    const pair = generateSigningKey()
    const key = await prove(dana, pair)
    assert.deepEqual(key, {
      id: key.id,
      name: 'laptop',
      key_id: pair.keyId,
      public_key: pair.publicKeyPem,
      created_at: '2026-01-02T03:04:05.000Z',
      revoked_at: null,
      rotated_to: null,
    })
    assert.deepEqual(await dana.call(keys.listSigningKeys, {}), { signing_keys: [key] })
  }),
)

test(
  'registering the same key again changes nothing',
  withServer(async ({ developer }) => {
    const dana = await developer()
    const pair = generateSigningKey()
    const key = await prove(dana, pair)
    assert.deepEqual(await prove(dana, pair), key)
    assert.equal((await dana.call(keys.listSigningKeys, {})).signing_keys.length, 1)
  }),
)

test(
  'a key belongs to the account that registered it first',
  withServer(async ({ developer }) => {
    const [dana, eve] = [await developer('Dana'), await developer('Eve')]
    const pair = generateSigningKey()
    await prove(dana, pair)
    await assert.rejects(prove(eve, pair), refusedWith('key.taken'))
    assert.deepEqual(await eve.call(keys.listSigningKeys, {}), { signing_keys: [] })
  }),
)

test(
  'nobody registers a key without its private half',
  withServer(async ({ developer }) => {
    const [dana, eve] = [await developer('Dana'), await developer('Eve')]
    const [pair, other] = [generateSigningKey(), generateSigningKey()]
    const { challenge } = await dana.call(keys.createKeyChallenge, {})
    const refused = refusedWith('key.wrong_proof')
    await assert.rejects(
      prove(dana, pair, { signature: signText(other.privateKeyPem, challenge), challenge }),
      refused,
      'signed by another key',
    )
    await assert.rejects(
      prove(dana, pair, { signature: signText(pair.privateKeyPem, `${challenge} `), challenge }),
      refused,
      'another text',
    )
    await assert.rejects(prove(dana, pair, { signature: '' }), refused)
    await assert.rejects(prove(dana, pair, { signature: 'not base64!' }), refused)
    // Somebody gets the owner to sign a challenge of their own account: the account stands in it.
    const signature = signText(pair.privateKeyPem, challenge)
    await assert.rejects(prove(eve, pair, { challenge, signature }), refused, 'for another account')
  }),
)

test(
  "a challenge is this portal's own, for ten minutes",
  withServer(async ({ developer, clock }) => {
    const dana = await developer()
    const pair = generateSigningKey()
    const { challenge, expires_at } = await dana.call(keys.createKeyChallenge, {})
    assert.equal(expires_at, '2026-01-02T03:14:05.000Z')
    const signed = (text: string) => ({ challenge: text, signature: signText(pair.privateKeyPem, text) })
    const refused = refusedWith('key.wrong_proof')
    for (const text of [
      '',
      'Manifest-Version: 1.0\n',
      challenge.replace('2026', '2099'),
      challenge.replace('Portal: http://portal.test', 'Portal: http://other.test'),
      challenge.replace(/Code: .*/, 'Code: x'),
      `${challenge}\n`,
      challenge.trimEnd(),
      `x\n${challenge}`,
    ]) {
      await assert.rejects(prove(dana, pair, signed(text)), refused, JSON.stringify(text))
    }
    clock.advance(10 * 60_000)
    await assert.rejects(prove(dana, pair, signed(challenge)), refused, 'too late')
  }),
)

const pem = (der: Buffer) => `-----BEGIN PUBLIC KEY-----\n${der.toString('base64')}\n-----END PUBLIC KEY-----\n`

test(
  "what is no plain Ed25519 public key is refused with the library's reason at the field",
  withServer(async ({ developer }) => {
    const dana = await developer()
    const pair = generateSigningKey()
    const spki = createPublicKey(pair.publicKeyPem).export({ type: 'spki', format: 'der' })
    const smallOrder = Buffer.concat([spki.subarray(0, 12), Buffer.alloc(32)])
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
      .publicKey.export({ type: 'spki', format: 'pem' })
      .toString()
    const x25519 = generateKeyPairSync('x25519').publicKey.export({ type: 'spki', format: 'pem' }).toString()
    const bad = [
      pair.privateKeyPem,
      rsa,
      x25519,
      pem(smallOrder),
      pem(spki.subarray(0, 43)),
      pair.publicKeyPem.replaceAll('PUBLIC KEY', 'CERTIFICATE'),
      pair.publicKeyPem + pair.publicKeyPem,
      'ssh-ed25519 AAAA',
      '',
    ]
    for (const public_key of bad) {
      await assert.rejects(prove(dana, pair, { public_key }), (failure: unknown) => {
        assert.ok(failure instanceof ApiError)
        assert.equal(failure.code, 'key.invalid', public_key)
        const [fault] = failure.errors
        assert.equal(fault?.pointer, '/public_key')
        assert.match(fault?.code ?? '', /^[a-z-]+$/)
        return true
      })
    }
    assert.deepEqual(await dana.call(keys.listSigningKeys, {}), { signing_keys: [] })
  }),
)

test(
  'a key can be given another name by its owner only',
  withServer(async ({ developer }) => {
    const [dana, eve] = [await developer('Dana'), await developer('Eve')]
    const { id: key_id, ...key } = await prove(dana, generateSigningKey())
    const renamed = await dana.call(keys.renameSigningKey, { params: { key_id }, body: { name: ' build server ' } })
    assert.deepEqual(renamed, { id: key_id, ...key, name: 'build server' })
    await assert.rejects(
      eve.call(keys.renameSigningKey, { params: { key_id }, body: { name: 'mine' } }),
      refusedWith('key.not_found'),
    )
  }),
)

test(
  'a revoked key stays listed, stays revoked and stays taken',
  withServer(async ({ developer, clock, deps }) => {
    const [dana, eve] = [await developer('Dana'), await developer('Eve')]
    const pair = generateSigningKey()
    const { id: key_id } = await prove(dana, pair)
    await assert.rejects(eve.call(keys.revokeSigningKey, { params: { key_id } }), refusedWith('key.not_found'))
    await dana.call(keys.revokeSigningKey, { params: { key_id } })
    clock.advance(1000)
    await dana.call(keys.revokeSigningKey, { params: { key_id } })
    const { signing_keys } = await dana.call(keys.listSigningKeys, {})
    assert.deepEqual(
      signing_keys.map(({ revoked_at }) => revoked_at),
      ['2026-01-02T03:04:05.000Z'],
    )
    await assert.rejects(prove(dana, pair), refusedWith('key.invalid'))
    await assert.rejects(prove(eve, pair), refusedWith('key.taken'))
    const changes = await deps.db
      .selectFrom('audit_event')
      .select(['action', 'actor_id'])
      .where('subject_id', '=', key_id)
      .orderBy('id')
      .execute()
    assert.deepEqual(
      changes.map(({ action, actor_id }) => [action, actor_id]),
      [
        ['register', dana.account.id],
        ['revoke', dana.account.id],
      ],
    )
  }),
)

test(
  'keys are for those who are signed in',
  withServer(async ({ call }) => {
    await assert.rejects(call(keys.createKeyChallenge, {}), refusedWith('auth.required'))
    await assert.rejects(call(keys.listSigningKeys, {}), refusedWith('auth.required'))
  }),
)

test(
  'a signature is checked against a registered key: these bytes, this key, and whether it still counts',
  withServer(async ({ developer }) => {
    const dana = await developer()
    const pair = generateSigningKey()
    const { id } = await prove(dana, pair)
    const bytes = Buffer.from('Manifest-Version: 1.0\n')
    const check = (message: Buffer, signature: Buffer) =>
      dana.call(keys.verifySignature, {
        params: { key_id: id },
        body: { message: message.toString('base64'), signature: signature.toString('base64') },
      })
    const signature = sign(null, bytes, pair.privateKeyPem)
    assert.deepEqual(await check(bytes, signature), { valid: true, revoked: false })
    assert.deepEqual(await check(Buffer.from('other'), signature), { valid: false, revoked: false })
    const other = sign(null, bytes, generateSigningKey().privateKeyPem)
    assert.deepEqual(await check(bytes, other), { valid: false, revoked: false })
    assert.deepEqual(await check(bytes, signature.subarray(1)), { valid: false, revoked: false })
    // What is signed to register a key has a prefix: it never passes for a signature over bytes.
    const text = Buffer.from(signText(pair.privateKeyPem, bytes.toString()), 'base64')
    assert.deepEqual(await check(bytes, text), { valid: false, revoked: false })
    await dana.call(keys.revokeSigningKey, { params: { key_id: id } })
    assert.deepEqual(await check(bytes, signature), { valid: true, revoked: true })
    const eve = await developer('Eve')
    const foreign = { params: { key_id: id }, body: { message: '', signature: '' } }
    await assert.rejects(eve.call(keys.verifySignature, foreign), refusedWith('key.not_found'))
  }),
)

test(
  'a handover that both keys signed is noted, and the old key can be revoked with it',
  withServer(async ({ developer }) => {
    const dana = await developer()
    const [first, second] = [generateSigningKey(), generateSigningKey()]
    const old = await prove(dana, first)
    const lineage = extendLineage({
      appId: 'com.example.clock',
      minVersionCode: 7,
      oldPrivateKeyPem: first.privateKeyPem,
      newPrivateKeyPem: second.privateKeyPem,
    })
    const rotate = (body: { lineage: string; revoke?: boolean }, caller = dana, key_id = old.id) =>
      caller.call(keys.rotateSigningKey, { params: { key_id }, body })
    await assert.rejects(rotate({ lineage }), refusedWith('key.wrong_lineage'), 'the new key is not registered')
    const next = await prove(dana, second)
    const noted = await rotate({ lineage })
    assert.deepEqual(noted, {
      app_id: 'com.example.clock',
      min_version_code: 7,
      old_key: { ...old, rotated_to: second.keyId },
      new_key: next,
    })
    await assert.rejects(rotate({ lineage }, dana, next.id), refusedWith('key.wrong_lineage'))
    await assert.rejects(rotate({ lineage: lineage.replace('Code: 7', 'Code: 8') }), refusedWith('key.wrong_lineage'))
    await assert.rejects(rotate({ lineage: 'no lineage' }), refusedWith('key.wrong_lineage'))
    await assert.rejects(rotate({ lineage }, await developer('Eve')), refusedWith('key.not_found'))
    assert.notEqual((await rotate({ lineage, revoke: true })).old_key.revoked_at, null)
  }),
)
