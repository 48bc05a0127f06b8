import assert from 'node:assert/strict'
import { test } from 'node:test'
import { manifestJsonSchema } from '@mosis/format'
import { startTestServer } from '../testing.ts'

test('editors get the schema of manifest.json once, and learn later that it is still the same', async () => {
  const { inject, close } = await startTestServer()
  try {
    const url = '/schemas/manifest-v1.json'
    const { statusCode, headers, body } = await inject({ url })
    assert.equal(statusCode, 200)
    assert.equal(headers['content-type'], 'application/schema+json; charset=utf-8')
    assert.equal(headers['access-control-allow-origin'], '*')
    assert.equal(headers['cache-control'], 'public, max-age=86400')
    assert.deepEqual(JSON.parse(body), manifestJsonSchema)
    const again = await inject({ url, headers: { 'if-none-match': headers.etag } })
    assert.deepEqual([again.statusCode, again.body, again.headers.etag], [304, '', headers.etag])
    assert.equal((await inject({ method: 'HEAD', url })).statusCode, 200)
    assert.equal((await inject({ method: 'POST', url })).statusCode, 405)
  } finally {
    await close()
  }
})
