import { fileURLToPath } from 'node:url'
import { archiveCases } from './archive-cases.ts'
import type { Cases } from './cases.ts'
import { lineageCases } from './lineage-cases.ts'
import { manifestCases } from './manifest-cases.ts'
import { nameCases } from './name-cases.ts'
import { signatureCases } from './signature-cases.ts'
import { validCases } from './valid-cases.ts'

/** One file among the vectors. */
export interface Vector {
  /** `valid/minimal.mosis`, `invalid/CODE/CASE.mosis`. */
  file: string
  bytes: Buffer
}

export const vectorsFolder = fileURLToPath(new URL('../../vectors/', import.meta.url))

const invalidCases: Cases = { ...archiveCases, ...nameCases, ...signatureCases, ...lineageCases, ...manifestCases }

/** Every vector, made anew. */
export function listVectors(): Vector[] {
  const invalid = Object.entries(invalidCases).flatMap(([code, cases]) => toVectors(`invalid/${code}`, cases))
  return [...toVectors('valid', validCases), ...invalid]
}

function toVectors(folder: string, cases: Record<string, Buffer | string>): Vector[] {
  return Object.entries(cases).map(([name, contents]) => ({
    file: `${folder}/${/\.(?:pem|json)$/.test(name) ? name : `${name}.mosis`}`,
    bytes: Buffer.from(contents),
  }))
}
