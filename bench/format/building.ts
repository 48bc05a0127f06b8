import { hash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { writePackage } from '../../packages/format/src/index.ts'
import { median, medianRatio, takeTurns, type Measurement } from '../measure.ts'

/** Reading, building and signing of the largest app, beside reading, hashing and deflating it. Leaves the files in `source`. */
export async function measureBuilding(
  folder: string,
  files: ReadonlyMap<string, Buffer>,
  privateKeyPem: string,
): Promise<Measurement[]> {
  const source = join(folder, 'source')
  for (const [path, contents] of files) {
    mkdirSync(dirname(join(source, path)), { recursive: true })
    writeFileSync(join(source, path), contents)
  }
  const readAll = () => new Map([...files.keys()].map((path) => [path, readFileSync(join(source, path))]))
  const times = await takeTurns(5, {
    floor: () => {
      for (const contents of readAll().values()) {
        hash('sha256', contents)
        deflateRawSync(contents)
      }
    },
    ours: () => writePackage(readAll(), { privateKeyPem }),
  })
  return [
    { what: 'floor: read, SHA-256, deflate', value: median(times.floor), unit: 'ms' },
    {
      what: 'build and sign',
      value: median(times.ours),
      unit: 'ms',
      ratio: medianRatio(times.ours, times.floor),
      of: 'floor',
      goal: 1.3,
    },
  ]
}
