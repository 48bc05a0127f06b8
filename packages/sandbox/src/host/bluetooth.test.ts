import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BrokerError } from '../index.ts'
import type { BluetoothBroker, BluetoothListener } from '../index.ts'
import { startWorld } from '../../test/world.ts'

const declared = ['bluetooth']

/** Devices near the phone that say back what they hear. */
function echoes() {
  const happened: string[] = []
  const listeners = new Map<string, BluetoothListener>()
  const bluetooth: BluetoothBroker = {
    scan(found) {
      happened.push('scan')
      for (let number = 1; number <= 9; number++) found({ address: `AA:0${number}`, name: `Echo ${number}` })
      found({ address: 'AA:01', name: 'Echo 1 again' })
      found({ address: '../escape', name: 'no address' })
      return Promise.resolve(() => void happened.push('scan ended'))
    },
    connect(address, listener) {
      if (address === 'AA:99') return Promise.reject(new BrokerError('bluetooth.not_found', 'There is none'))
      listeners.set(address, listener)
      return Promise.resolve({
        send: (bytes) => Promise.resolve(listener.data(bytes)),
        close: () => void happened.push(`closed ${address}`),
      })
    },
  }
  return { brokers: { bluetooth }, happened, listeners }
}

test('a search waits its time and answers each device once, by name and address', async () => {
  const { brokers, happened } = echoes()
  const { run, clock, told } = await startWorld({ declared, granted: declared, brokers })
  const search = run(`
    local devices = bluetooth.scan({ duration = 5000 })
    return #devices, devices[1].address, devices[1].name, devices[2].name`)
  await Promise.resolve()
  assert.equal(await told('bluetooth.scan()'), 'bluetooth.busy: A search for devices runs already')
  clock.advance(5000)
  const outcome = await search
  assert.deepEqual(outcome.ok && outcome.values, [9, 'AA:01', 'Echo 1 again', 'Echo 2'])
  assert.deepEqual(happened, ['scan', 'scan ended'])
})

test('a device is connected, hears, answers and goes', async () => {
  const { brokers, happened, listeners } = echoes()
  const { values, told, raised, sandbox } = await startWorld({ declared, granted: declared, brokers })
  assert.deepEqual(
    await values(`
      heard, ended = "", 0
      local ok = bluetooth.connect("AA:01")
      bluetooth.on("AA:01", "data", function(data) heard = heard .. data end)
      bluetooth.on("AA:01", "close", function() ended = ended + 1 end)
      return ok, bluetooth.send("AA:01", "\\xff hello")`),
    [true, true],
  )
  assert.deepEqual(await values('return heard == "\\xff hello"'), [true])
  listeners.get('AA:01')!.closed()
  assert.deepEqual(await values('return ended, bluetooth.disconnect("AA:01")'), [1, false])
  assert.match(
    await raised('bluetooth.send("AA:01", "x")'),
    /^bluetooth\.not_connected: .* Call bluetooth\.connect first/,
  )
  assert.equal(await told('bluetooth.connect("AA:99")'), 'bluetooth.not_found: There is none')
  assert.equal(sandbox.usage().functions, 0)
  await values('bluetooth.connect("AA:02")')
  await sandbox.stop()
  assert.deepEqual(happened, ['closed AA:01', 'closed AA:02'])
})

test('five devices at most; wrong use raises', async () => {
  const { brokers } = echoes()
  const { values, told, raised, sandbox } = await startWorld({ declared, granted: declared, brokers })
  await values('for i = 1, 5 do bluetooth.connect("AA:0" .. i) end')
  assert.match(await told('bluetooth.connect("AA:06")'), /^bluetooth\.too_many: 5 devices are connected already/)
  assert.match(await told('bluetooth.connect("AA:05")'), /^bluetooth\.connected: /)
  assert.deepEqual(await values('return bluetooth.disconnect("AA:05"), bluetooth.connect("AA:06")'), [true, true])
  assert.ok(
    sandbox.audit.entries().some(({ subject, reason }) => subject === 'AA:06' && reason === 'bluetooth.too_many'),
  )
  assert.match(await raised('bluetooth.scan({ duration = 30001 })'), /it should be between 100 and 30000/)
  assert.match(
    await raised('bluetooth.connect("../x")'),
    /is "\.\.\/x", it should be one that bluetooth\.scan answered/,
  )
  assert.match(await raised('bluetooth.on("AA:01", "open", print)'), /is "open", it should be "data" or "close"/)
  assert.match(
    await raised('bluetooth.on("AA:01", "data")'),
    /argument 3 \(handler\) is missing, it should be a function/,
  )
  assert.match(
    await raised('bluetooth.send("AA:01", ("x"):rep(65537))'),
    /65537 bytes long, it should be at most 65536/,
  )
  assert.match(await raised('bluetooth.send("AA:01")'), /argument 2 \(data\) is missing, it should be a string/)
  const refused = await startWorld({ declared, granted: [], brokers })
  for (const call of ['scan()', 'connect("AA:01")', 'send("AA:01", "x")', 'on("AA:01", "data", print)']) {
    assert.match(await refused.raised(`bluetooth.${call}`), /^permission\.denied: .*"bluetooth"/)
  }
})

test('connections end when the person takes the permission back', async () => {
  const { brokers, happened } = echoes()
  const { values, sandbox } = await startWorld({ declared, granted: declared, brokers })
  await values('bluetooth.connect("AA:01") bluetooth.on("AA:01", "close", function() ended = true end)')
  sandbox.grants.settle('bluetooth', false)
  assert.deepEqual(happened, ['closed AA:01'])
  assert.deepEqual(await values('return ended'), [true])
})
