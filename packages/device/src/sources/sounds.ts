import type { Sound } from '@mosis/sandbox'

const pcm = 1
/** The same, with the kind of the samples further behind. */
const extensible = 0xfffe

/** Reads a WAV file with samples of 16 bits, or answers undefined for anything else. */
export function readWav(bytes: Uint8Array): Sound | undefined {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (data.toString('latin1', 0, 4) !== 'RIFF' || data.toString('latin1', 8, 12) !== 'WAVE') return undefined
  let format: { channels: number; sampleRate: number } | undefined
  for (let at = 12; at + 8 <= data.length;) {
    const name = data.toString('latin1', at, at + 4)
    const part = data.subarray(at + 8, at + 8 + data.readUInt32LE(at + 4))
    if (name === 'fmt ' && part.length >= 16) {
      if (![pcm, extensible].includes(part.readUInt16LE(0)) || part.readUInt16LE(14) !== 16) return undefined
      format = { channels: part.readUInt16LE(2), sampleRate: part.readUInt32LE(4) }
    }
    if (name === 'data') {
      if (!format || format.channels === 0 || format.sampleRate === 0) return undefined
      const samples = Int16Array.from({ length: part.length >> 1 }, (_, index) => part.readInt16LE(index * 2))
      return { ...format, samples }
    }
    // Every part begins at an even place.
    at += 8 + part.length + (part.length & 1)
  }
  return undefined
}

/** A quiet tone of 440 Hz, one second long: what a microphone hears that was given no sound. */
export function makeTestSound(): Sound {
  const sampleRate = 44_100
  const turn = (2 * Math.PI * 440) / sampleRate
  const samples = Int16Array.from({ length: sampleRate }, (_, index) => Math.round(Math.sin(index * turn) * 3000))
  return { sampleRate, channels: 1, samples }
}

/** The sound over and over for so long, at another rate and with other channels. */
export function playSound(
  { samples, channels, sampleRate }: Sound,
  wanted: { sampleRate: number; channels: number },
  durationMs: number,
): Sound {
  const frames = Math.floor((durationMs * wanted.sampleRate) / 1000)
  const has = Math.floor(samples.length / channels)
  const played = new Int16Array(frames * wanted.channels)
  if (has === 0) return { ...wanted, samples: played }
  for (let frame = 0; frame < frames; frame++) {
    const from = (Math.floor((frame * sampleRate) / wanted.sampleRate) % has) * channels
    for (let channel = 0; channel < wanted.channels; channel++) {
      played[frame * wanted.channels + channel] = samples[from + (channel % channels)]!
    }
  }
  return { ...wanted, samples: played }
}
