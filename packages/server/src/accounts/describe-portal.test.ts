import assert from 'node:assert/strict'
import { test } from 'node:test'
import { portal } from '@mosis/api'
import { withServer } from './testing.ts'

test(
  'a portal says to everybody how people sign in to it, and whether it still has no admin',
  withServer(
    async (server) => {
      const before = await server.call(portal.getPortal, {})
      assert.deepEqual(before, {
        name: 'Mosis',
        version: before.version,
        base_url: 'https://portal.test',
        sign_in: { password: true, passkey: true, github: true, google: false },
        sends_mail: true,
        registration_open: true,
        needs_setup: true,
      })
      await server.developer()
      assert.equal((await server.call(portal.getPortal, {})).needs_setup, true, 'a developer is no admin')
      await server.admin()
      assert.equal((await server.call(portal.getPortal, {})).needs_setup, false)
    },
    { baseUrl: 'https://portal.test', github: { clientId: 'id', clientSecret: 'secret' } },
  ),
)

test(
  'no passkey belongs to a bare address, and without a mail server none is sent',
  withServer(
    async (server) => {
      const { sign_in, sends_mail } = await server.call(portal.getPortal, {})
      assert.deepEqual([sign_in.passkey, sends_mail], [false, false])
    },
    {
      baseUrl: 'http://192.0.2.1:8080',
      mail: { kind: 'folder', path: 'mail', from: { name: 'Mosis', address: 'mosis@portal.test' } },
    },
  ),
)
