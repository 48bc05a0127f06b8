import { BrokerError } from '../brokers.ts'
import { LuaError } from '../errors.ts'
import type { ModuleHost } from '../module-host.ts'
import type { HostModule } from '../sandbox.ts'
import type { MicrophoneBroker, MicrophoneSettings, OpenMicrophone, Sound } from '../source-brokers.ts'
import { LuaFloat } from '../values.ts'
import type { LuaInput } from '../values.ts'
import { encodeBase64 } from './base64.ts'
import { Fields } from './fields.ts'
import { wavHeaderBytes, writeWav } from './wav.ts'

const sampleRates = [8000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000] as const
const startCost = 5000

interface Recording {
  microphone: OpenMicrophone
  startMs: number
  maxMs: number
  /** Ends the recording when it is as long as a string can hold. */
  timer: unknown
  /** What was recorded, once it was as long as that. */
  full: Promise<Sound> | undefined
}

/** `microphone`: one recording at a time; starting it again starts it anew. Failures come back in the `error` field. */
export function microphoneModule(host: ModuleHost, broker: MicrophoneBroker): HostModule {
  const { clock } = host
  /** Base64 makes four bytes of three. */
  const maxWavBytes = Math.floor(host.sandbox.limits.stringBytes / 4) * 3
  let recording: Recording | undefined
  /** Counts starts and stops, so that one that took its time knows whether it still counts. */
  let turn = 0

  /** Ends the recording and keeps nothing of it. */
  function drop(): void {
    turn++
    if (recording === undefined) return
    clock.clearTimer(recording.timer)
    recording.microphone.close()
    recording = undefined
  }

  async function start(settings: MicrophoneSettings): Promise<LuaInput> {
    drop()
    const own = turn
    const microphone = await broker.open(settings)
    if (own !== turn) {
      microphone.close()
      throw new BrokerError('microphone.stopped', 'The microphone was stopped before it was on')
    }
    const frames = Math.floor((maxWavBytes - wavHeaderBytes) / (2 * settings.channels))
    const maxMs = Math.floor((frames * 1000) / settings.sampleRate)
    const begun: Recording = { microphone, startMs: clock.now(), maxMs, timer: undefined, full: undefined }
    begun.timer = clock.setTimer(maxMs, () => {
      begun.full = microphone.stop(maxMs)
      // Told to the app when it asks for the sound.
      begun.full.catch(() => undefined)
    })
    recording = begun
    return true
  }

  async function finish({ microphone, startMs, maxMs, timer, full }: Recording): Promise<LuaInput> {
    clock.clearTimer(timer)
    try {
      return toAudio(await (full ?? microphone.stop(Math.min(maxMs, clock.now() - startMs))), full !== undefined)
    } catch (error) {
      if (!(error instanceof BrokerError)) throw error
      return { error: `${error.code}: ${error.message}` }
    }
  }

  host.onStop(drop)
  host.sandbox.grants.onWithdrawn('microphone', drop)

  return {
    /** Waits until it records. */
    start(call) {
      host.require('microphone', call.functionName)
      call.charge(startCost)
      const fields = new Fields(call, 1, 'settings', ['format', 'sample_rate', 'channels'], { optional: true })
      const format = fields.optionalChoice('format', ['wav', 'ogg']) ?? 'wav'
      const sampleRate = fields.optionalChoice('sample_rate', sampleRates) ?? 44_100
      const channels = fields.optionalChoice('channels', [1, 2] as const) ?? 1
      if (format === 'ogg') {
        throw new BrokerError('microphone.format_unsupported', 'This device cannot make Ogg files. Use "wav"')
      }
      call.willWait()
      host.note(call.functionName, 'microphone')
      return start({ sampleRate, channels })
    },
    /** Calls back with what was recorded. */
    stop(call) {
      host.use('microphone', call.functionName)
      call.charge(startCost)
      const callback = call.function(1, 'callback')
      const ended = recording
      if (ended === undefined) {
        callback.release()
        throw new LuaError(
          'microphone.not_started',
          'Cannot call microphone.stop: nothing is recorded. Call microphone.start first',
        )
      }
      recording = undefined
      turn++
      void host.answer(callback, finish(ended), call.functionName)
      return true
    },
  }
}

function toAudio(sound: Sound, isCut: boolean): LuaInput {
  const { samples, channels, sampleRate } = sound
  return {
    data: encodeBase64(writeWav(sound)),
    duration: new LuaFloat(samples.length / channels / sampleRate),
    sample_rate: sampleRate,
    channels,
    is_cut: isCut,
  }
}
