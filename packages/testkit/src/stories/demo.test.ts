import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runDemo } from '../demo.ts'

test(
  'the whole loop holds: build, publish, review, install, run, update, refuse, uninstall',
  { timeout: 120_000 },
  async () => {
    const steps = await runDemo(() => undefined)
    assert.deepEqual(
      steps.map(({ name }) => name),
      [
        'Start the portal',
        'Make the admin and a developer account',
        'Make a signing key and register it',
        'Write an app: init, then edit',
        'Build and validate',
        'Publish version 1',
        'Install it on a device and run it',
        'Publish version 2',
        'The device is offered the update and takes it',
        'A tampered copy is refused',
        'Uninstall',
        'Stop the portal',
      ],
    )
  },
)
