import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeClient } from './describe-client.ts'

test('a session is called by its browser and system, a program by what it says of itself', () => {
  const chromeOnMac =
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
  assert.deepEqual(describeClient(chromeOnMac), { name: 'Chrome', system: 'macOS' })
  assert.deepEqual(describeClient(`${chromeOnMac} Edg/140.0.0.0`), { name: 'Edge', system: 'macOS' })
  const firefoxOnAndroid = 'Mozilla/5.0 (Android 15; Mobile; rv:142.0) Gecko/142.0 Firefox/142.0'
  assert.deepEqual(describeClient(firefoxOnAndroid), { name: 'Firefox', system: 'Android' })
  assert.deepEqual(describeClient('mosis-cli/1.0.0 (linux-x64; node-24.21.0)'), {
    name: 'mosis 1.0.0',
    system: 'Linux',
  })
  assert.deepEqual(describeClient('mosis-cli/1.0.0 (plan9)'), { name: 'mosis 1.0.0' })
  assert.deepEqual(describeClient('curl/8.9.1'), { name: 'curl/8.9.1' })
  assert.deepEqual(describeClient('Chrome of nobody'), { name: 'Chrome of nobody' })
  assert.equal(describeClient(''), undefined)
  assert.equal(describeClient('x'.repeat(500))?.name.length, 61)
})
