import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runAccounts } from '../journeys/accounts.ts'

test('an account from sign-up to deletion: mail, second factors, GitHub, device login, keys, CI, team', async () => {
  const steps = await runAccounts()
  assert.deepEqual(
    steps.map(({ name }) => name),
    [
      'Sign up',
      'Verify by mail',
      'Switch on an authenticator app',
      'Sign in with a recovery code',
      'Add a passkey and sign in with nothing else',
      'Link GitHub and sign in with it',
      'Device login from the command',
      'API key',
      'CI token exchange',
      'Team and invitation',
      'Export',
      'Delete',
    ],
  )
})
