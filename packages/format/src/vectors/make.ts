// Writes packages/format/vectors anew: `node packages/format/src/vectors/make.ts`. The bytes are the same on every machine.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { listVectors, vectorsFolder } from './vectors.ts'

rmSync(vectorsFolder, { recursive: true, force: true })
for (const { file, bytes } of listVectors()) {
  const path = join(vectorsFolder, file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, bytes)
}
