import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { ApiError, apps, versions } from '@mosis/api'
import type { InputError } from '@mosis/api'
import type { Finding } from '@mosis/review'
import { startWorld } from '@mosis/testkit'
import type { World } from '@mosis/testkit'
import { newMachine } from './testing.ts'

const packages = join(import.meta.dirname, '../..')
const fixtures = join(packages, 'review/fixtures')
const vectors = join(packages, 'format/vectors/invalid')
const id = 'com.example.verdicts'

let world: World
before(async () => {
  world = await startWorld()
  await world.developer.call(apps.createApp, { body: { id, name: 'Verdicts' } })
})
after(() => world.close())

/** A fixture as a version of one app that the portal takes after all before it. */
function readFixture(name: string, versionCode: number): Map<string, Uint8Array> {
  const folder = join(fixtures, name)
  const files = new Map<string, Uint8Array>()
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isFile()) files.set(path.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(path))
  }
  const manifest = JSON.parse(Buffer.from(files.get('manifest.json') ?? '{}').toString()) as object
  const changed = { ...manifest, id, version: `1.0.${versionCode}`, version_code: versionCode }
  return files.set('manifest.json', Buffer.from(JSON.stringify(changed, null, 2)))
}

test('for every fixture of a rule the portal finds, byte for byte, what mosis validate finds', async (t) => {
  const machine = newMachine(t)
  const names = readdirSync(fixtures).flatMap((rule) => [join(rule, 'passes'), join(rule, 'fails')])
  const submitted: { name: string; file: string; version_id: string }[] = []
  for (const [index, name] of names.entries()) {
    const bytes = world.developer.build(readFixture(name, index + 1))
    const file = `${index}.mosis`
    machine.write(file, bytes)
    submitted.push({ name, file, version_id: (await world.submit(bytes)).id })
  }
  let failing = 0
  for (const { name, file, version_id } of submitted) {
    const own = await machine.json('validate', file)
    const params = { app_id: id, version_id }
    let version = await world.developer.call(versions.getVersion, { params })
    while (version.findings === null) {
      await setTimeout(20)
      version = await world.developer.call(versions.getVersion, { params })
    }
    const address = `${world.url}/v1/apps/${id}/versions/${version_id}`
    const answer = await fetch(address, { headers: { authorization: `Bearer ${world.developer.token}` } })
    assert.ok((await answer.text()).includes(`"findings":${JSON.stringify(own['findings'])},`), name)
    assert.deepEqual(
      [version.state === 'failed', version.review?.rule_set],
      [own['ok'] === false, own['rule_set']],
      name,
    )
    if (version.state === 'failed') failing += 1
  }
  assert.ok(failing >= 10, `${failing} of ${names.length} fixtures fail`)
})

test('what no portal takes is refused with the words of mosis validate', async (t) => {
  const machine = newMachine(t)
  const samples = readdirSync(vectors).map((code) => join(code, readdirSync(join(vectors, code))[0] ?? ''))
  for (const sample of samples.filter((path) => path.endsWith('.mosis'))) {
    const body = readFileSync(join(vectors, sample))
    machine.write('bad.mosis', body)
    const own = await machine.json('validate', 'bad.mosis')
    const refusal = await world.developer.call(versions.uploadVersion, { params: { app_id: id }, body }).then(
      () => assert.fail(`${sample} was taken`),
      (failure: unknown) => failure,
    )
    assert.ok(refusal instanceof ApiError, sample)
    if (refusal.code === 'upload.too_large') continue
    assert.equal(refusal.code, 'package.invalid', sample)
    const told = new Set((own['findings'] as Finding[]).filter(({ tier }) => tier === 1).map(wordsOf))
    for (const words of refusal.errors.map(wordsOf)) assert.ok(told.has(words), `${sample}: ${words}`)
  }
})

const wordsOf = ({ code, message, fix, path, line, column }: Finding | InputError) =>
  JSON.stringify([code, message, fix, path, line, column])
