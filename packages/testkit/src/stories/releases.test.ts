// A version on its way to devices, over a real portal: in stages, to testers, at a time.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { reviews, testers, versions } from '@mosis/api'
import type { Version } from '@mosis/api'
import type { Device } from '@mosis/device'
import { smallApp } from '../sample-apps.ts'
import { startWorld, until } from '../world.ts'
import type { World } from '../world.ts'

const id = 'com.example.stages'
const ref = (version: Version) => ({ params: { app_id: version.app_id, version_id: version.id } })

async function approved(world: World, versionCode: number): Promise<Version> {
  const submitted = await world.submit(world.developer.build(smallApp(id, versionCode)))
  const { review } = await until(
    () => world.developer.call(versions.getVersion, ref(submitted)),
    ({ state }) => state === 'in_review',
  )
  await world.admin.call(reviews.approveReview, { params: { review_id: review?.id ?? '' } })
  return submitted
}

const codesOn = (devices: readonly Device[]) =>
  Promise.all(devices.map(async ({ apps }) => (await apps.get(id)).version_code))

test('of many devices some take a version in stages, more when it is raised, and none that is halted', async (t) => {
  const world = await startWorld()
  t.after(() => world.close())
  const { call } = world.developer
  await world.publish(world.developer.build(smallApp(id, 1)))
  // So many that they are all on one side in one of half a million runs.
  const names = Array.from({ length: 20 }, (_, number) => `phone ${number}`)
  const devices = await Promise.all(names.map((name) => world.device(name)))
  for (const { apps } of devices) await apps.install({ id })
  const second = await approved(world, 2)
  await call(versions.publishVersion, { ...ref(second), body: { rollout_percent: 50 } })
  for (const { updates } of devices) await updates.applyAll()
  const some = await codesOn(devices)
  assert.ok(some.includes(1) && some.includes(2), `at 50 %: ${some.join(' ')}`)

  await call(versions.haltVersion, { ...ref(second), body: { reason: 'It crashes' } })
  for (const { updates } of devices) assert.deepEqual(await updates.check(), [])
  assert.deepEqual(await codesOn(devices), some, 'nothing is taken away')

  await call(versions.resumeVersion, ref(second))
  for (const { updates } of devices) await updates.applyAll()
  assert.deepEqual(await codesOn(devices), some, 'the same devices as before')
  await call(versions.raiseRollout, { ...ref(second), body: { percent: 100 } })
  for (const { updates } of devices) await updates.applyAll()
  assert.ok((await codesOn(devices)).every((code) => code === 2))

  const [first] = (await call(versions.listVersions, { params: { app_id: id }, query: { state: 'superseded' } }))
    .versions
  const { note } = await call(versions.publishVersion, ref(first as Version))
  assert.match(note ?? '', /a device never goes back/)
  for (const { updates } of devices) assert.deepEqual(await updates.check(), [])
  assert.ok((await codesOn(devices)).every((code) => code === 2))
})

test('a device that joined the testers gets the beta, and the others the version for everybody', async (t) => {
  const world = await startWorld()
  t.after(() => world.close())
  const { call } = world.developer
  await world.publish(world.developer.build(smallApp(id, 1)))
  const [tester, other] = [await world.device('tester'), await world.device('other')]
  const beta = await approved(world, 2)
  await call(versions.publishVersion, { ...ref(beta), body: { track: 'beta' } })
  const { url } = await call(testers.createTesterLink, { params: { app_id: id }, body: { max_testers: 1 } })
  assert.equal((await tester.testers.join(url)).app_id, id)
  await assert.rejects(other.testers.join(url), { code: 'device.portal_refused' })
  for (const { apps } of [tester, other]) await apps.install({ id })
  assert.deepEqual(await codesOn([tester, other]), [2, 1])
  assert.deepEqual(await other.updates.check(), [])
  await call(versions.publishVersion, { ...ref(beta), body: { track: 'production' } })
  await other.updates.applyAll()
  assert.deepEqual(await codesOn([tester, other]), [2, 2])
})

test('a version that is to be released at a time is, though the portal was stopped in between', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'mosis-releases-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const before = await startWorld({ folder })
  const version = await approved(before, 1)
  const release_at = new Date(Date.now() + 1000).toISOString()
  const { call } = before.developer
  assert.equal((await call(versions.scheduleVersion, { ...ref(version), body: { release_at } })).state, 'scheduled')
  await before.close()
  const after = await startWorld({ folder })
  t.after(() => after.close())
  const { published_at } = await until(
    () => after.developer.call(versions.getVersion, ref(version)),
    ({ state }) => state === 'published',
  )
  assert.ok((published_at ?? '') >= release_at)
})
