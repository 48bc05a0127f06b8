import assert from 'node:assert/strict'
import { test } from 'node:test'
import { glueBytes, seededBytes, startWorld } from '../../test/world.ts'
import { defaultLimits } from '../limits.ts'
import { compileGlue } from './engine.ts'
import { registryIndex } from './lua-api.ts'
import { startVm } from './start.ts'
import { pushBytes } from './strings.ts'
import { protect } from './vm.ts'

/** How high memory rises above what is kept while much garbage is made, in parts of what is kept. */
async function peakOver(keptMegabytes: number): Promise<number> {
  const { sandbox, values } = await startWorld({ limits: { loadInstructions: 100_000_000 } })
  await values(
    `kept = {}
    for i = 1, ${keptMegabytes * 16} do kept[i] = ('x'):rep(65000 + i) end
    for i = 1, 40000 do local garbage = i .. ('y'):rep(600) end`,
    'load',
  )
  const { peakMemoryBytes } = sandbox.usage()
  await sandbox.stop()
  return peakMemoryBytes / (keptMegabytes * 16 * 65_000)
}

test('a small heap may double before Lua collects, which saves time; a large one may not, which saves its limit', async () => {
  const [small, large] = [await peakOver(1), await peakOver(8)]
  assert.ok(small > 1.7, `small heap: ${small}`)
  assert.ok(large < 1.5, `large heap: ${large}`)
})

test('what Lua itself reads says so, up and down again', async () => {
  const glue = await compileGlue(glueBytes)
  const started = startVm(glue, defaultLimits, seededBytes(1), () => undefined)
  const { vm } = started
  const pausePercent = () => vm.engine.bytes[vm.guard.pause_at.value]! * 4
  const keep = (sizeBytes: number) =>
    protect(vm, (thread) => {
      pushBytes(vm, thread, new Uint8Array(sizeBytes))
      return vm.lua.luaL_ref(thread, registryIndex)
    })
  assert.equal(pausePercent(), 200)
  const large = Array.from({ length: 5 }, () => keep(1_000_000))
  assert.equal(pausePercent(), 128)
  protect(vm, (thread) => {
    for (const reference of large) vm.lua.luaL_unref(thread, registryIndex, reference)
  })
  started.collectGarbage()
  keep(100)
  assert.equal(pausePercent(), 200)
})
