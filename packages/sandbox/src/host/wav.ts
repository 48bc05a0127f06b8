import type { Sound } from '../source-brokers.ts'

/** What stands in front of the samples. */
export const wavHeaderBytes = 44

/** The sound as a WAV file. */
export function writeWav({ samples, channels, sampleRate }: Sound): Uint8Array {
  const sampleBytes = samples.length * 2
  const file = new Uint8Array(wavHeaderBytes + sampleBytes)
  const view = new DataView(file.buffer)
  const name = (at: number, text: string) => file.set(new TextEncoder().encode(text), at)
  name(0, 'RIFF')
  view.setUint32(4, file.length - 8, true)
  name(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, channels, true)
  view.setUint32(24, sampleRate, true)
  view.setUint32(28, sampleRate * channels * 2, true)
  view.setUint16(32, channels * 2, true)
  view.setUint16(34, 16, true)
  name(36, 'data')
  view.setUint32(40, sampleBytes, true)
  for (let index = 0; index < samples.length; index++) view.setInt16(wavHeaderBytes + index * 2, samples[index]!, true)
  return file
}
