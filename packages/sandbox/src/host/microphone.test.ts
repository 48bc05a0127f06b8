import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BrokerError } from '../index.ts'
import type { MicrophoneBroker } from '../index.ts'
import { startWorld } from '../../test/world.ts'

const granted = ['microphone']
const declared = ['microphone']

/** A microphone that hears a sound of the length that is asked for. */
function noteMicrophone() {
  const happened: string[] = []
  const microphone: MicrophoneBroker = {
    open(settings) {
      happened.push(`on ${settings.sampleRate} ${settings.channels}`)
      return Promise.resolve({
        close: () => void happened.push('off'),
        stop(durationMs) {
          happened.push(`stopped ${durationMs}`)
          const length = Math.floor((durationMs * settings.sampleRate) / 1000) * settings.channels
          const samples = Int16Array.from({ length }, (_, index) => index % 100)
          return Promise.resolve({ ...settings, samples })
        },
      })
    },
  }
  return { brokers: { microphone }, happened }
}

test('a recording is a WAV file as long as it lasted', async () => {
  const { brokers, happened } = noteMicrophone()
  const { values, clock } = await startWorld({ declared, granted, brokers })
  assert.deepEqual(await values('return microphone.start({ format = "wav", sample_rate = 8000, channels = 2 })'), [
    true,
  ])
  clock.advance(500)
  await values('microphone.stop(function(sound) audio = sound end)')
  const [duration, rate, channels, isCut, size, head] = await values(`
    local wav = base64.decode(audio.data)
    return audio.duration, audio.sample_rate, audio.channels, audio.is_cut, #wav, { wav:byte(1, 44) }`)
  assert.deepEqual([duration, rate, channels, isCut, size], [0.5, 8000, 2, false, 44 + 4000 * 2 * 2])
  assert.ok(head instanceof Map)
  const header = Buffer.from([...head.values()] as number[])
  assert.equal(header.toString('latin1', 0, 4) + header.toString('latin1', 8, 16), 'RIFFWAVEfmt ')
  assert.deepEqual(
    [header.readUInt32LE(4), header.readUInt16LE(20), header.readUInt16LE(22), header.readUInt32LE(24)],
    [36 + 16_000, 1, 2, 8000],
  )
  assert.deepEqual([header.readUInt32LE(28), header.readUInt16LE(32), header.readUInt16LE(34)], [32_000, 4, 16])
  assert.equal(header.readUInt32LE(40), 16_000)
  assert.deepEqual(happened, ['on 8000 2', 'stopped 500'])
})

test('a recording ends by itself when a string could hold no more of it', async () => {
  const { brokers, happened } = noteMicrophone()
  const { values, clock } = await startWorld({ declared, granted, brokers })
  await values('microphone.start()')
  clock.advance(600_000)
  await values('microphone.stop(function(sound) audio = sound end)')
  const [isCut, duration, size] = await values('return audio.is_cut, audio.duration, #audio.data')
  assert.equal(isCut, true)
  assert.ok(Number(duration) > 8.9 && Number(duration) < 9)
  assert.ok(Number(size) <= 1_048_576 && Number(size) > 1_040_000)
  assert.equal(happened.length, 2)
})

test('what cannot be is refused or told', async () => {
  const { brokers, happened } = noteMicrophone()
  const { raised, told, values, sandbox } = await startWorld({ declared, granted, brokers })
  assert.match(await told('microphone.start({ format = "ogg" })'), /^microphone\.format_unsupported: .* Use "wav"$/)
  assert.match(await raised('microphone.start({ format = "mp3" })'), /\(format\) is "mp3", it should be "wav" or "ogg"/)
  assert.match(
    await raised('microphone.start({ sample_rate = 44101 })'),
    /\(sample_rate\) is 44101, it should be 8000 or/,
  )
  assert.match(await raised('microphone.start({ channels = 3 })'), /\(channels\) is 3, it should be 1 or 2/)
  assert.match(await raised('microphone.start({ channels = "2" })'), /\(channels\) is a string/)
  assert.match(await raised('microphone.stop(print)'), /^microphone\.not_started: /)
  assert.match(await raised('microphone.stop()'), /argument 1 \(callback\) is missing, it should be a function/)
  await values('microphone.start() microphone.start()')
  await sandbox.stop()
  assert.deepEqual(happened, ['on 44100 1', 'off', 'on 44100 1', 'off'])

  const refused = await startWorld({ declared, granted: [], brokers })
  assert.match(await refused.raised('microphone.start()'), /^permission\.denied: Cannot call microphone\.start/)
})

test('a microphone that fails says so in the recording', async () => {
  const microphone: MicrophoneBroker = {
    open: () =>
      Promise.resolve({
        close: () => undefined,
        stop: () => Promise.reject(new BrokerError('microphone.unavailable', 'It was pulled out')),
      }),
  }
  const { values } = await startWorld({ declared, granted, brokers: { microphone } })
  await values('microphone.start() microphone.stop(function(sound) audio = sound end)')
  assert.deepEqual(await values('return audio.error'), ['microphone.unavailable: It was pulled out'])
})
