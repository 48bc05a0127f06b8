import { createHash, hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { crc32, inflateRawSync } from 'node:zlib'
import { fromBufferPromise } from 'yauzl'
import { readArchive, type Entry } from '../../packages/format/src/archive.ts'
import { readPackage } from '../../packages/format/src/index.ts'
import { stopAtFirstFault } from '../../packages/format/src/report.ts'
import { median, medianRatio, takeTurns, type Measurement } from '../measure.ts'
import { peakMiB } from './peak-memory.ts'

const rounds = 9

/** The whole verification of a file in this process, beside the floor, and beside yauzl with SHA-256, which checks far less. */
export async function measureVerifying(file: string): Promise<Measurement[]> {
  const bytes = readFileSync(file)
  const entries = readArchive(bytes, stopAtFirstFault)?.entries ?? []
  const times = await takeTurns(rounds, {
    floor: () => doLeastWork(file, entries),
    ours: () => readPackage(readFileSync(file)),
    yauzl: () => readWithYauzl(file),
  })
  const idle = peakMiB('')
  const peak = peakMiB(`readPackage(readFileSync(${JSON.stringify(file)}))`)
  return [
    { what: 'floor: read, inflate, SHA-256, CRC', value: median(times.floor), unit: 'ms' },
    {
      what: 'full verification, in-process',
      value: median(times.ours),
      unit: 'ms',
      ratio: medianRatio(times.ours, times.floor),
      of: 'floor',
      goal: 1.25,
    },
    { what: 'yauzl and SHA-256, in-process', value: median(times.yauzl), unit: 'ms' },
    {
      what: 'full verification, in-process',
      value: median(times.ours),
      unit: 'ms',
      ratio: medianRatio(times.ours, times.yauzl),
      of: 'yauzl and SHA-256',
    },
    {
      what: 'peak memory of verifying, above process and package',
      value: peak - idle - bytes.length / 2 ** 20,
      unit: 'MiB',
      goal: 64,
    },
  ]
}

function doLeastWork(file: string, entries: readonly Entry[]): void {
  const bytes = readFileSync(file)
  for (const { dataOffset, packedBytes, sizeBytes, method } of entries) {
    const data = bytes.subarray(dataOffset, dataOffset + packedBytes)
    const room = { chunkSize: Math.max(sizeBytes + 1, 64), maxOutputLength: sizeBytes + 1 }
    const contents = method === 0 ? data : inflateRawSync(data, room)
    hash('sha256', contents)
    crc32(contents)
  }
}

async function readWithYauzl(file: string): Promise<void> {
  const archive = await fromBufferPromise(readFileSync(file), { strictFileNames: true })
  for await (const entry of archive.eachEntry()) {
    const digest = createHash('sha256')
    for await (const chunk of await archive.openReadStreamPromise(entry)) digest.update(chunk as Buffer)
    digest.digest()
  }
}
