import { PackageError } from './errors.ts'
import { limits } from './limits.ts'
import type { Fault } from './report.ts'

// Files with a meaning of their own have caps of their own.
const partLimits: ReadonlyMap<string, number> = new Map([
  ['manifest.json', limits.maxManifestBytes],
  ['META-INF/MANIFEST.MF', limits.maxManifestMfBytes],
  ['META-INF/CERT.PEM', limits.maxCertPemBytes],
  ['META-INF/CERT.SIG', limits.maxCertSigBytes],
  ['META-INF/LINEAGE', limits.maxLineageBytes],
])

/** Every size rule a file breaks; known before it is unpacked. */
export function findSizeFaults(path: string, sizeBytes: number): Fault[] {
  const faults: Fault[] = []
  const is = () => `${sizeBytes} bytes`
  if (sizeBytes > limits.maxFileBytes)
    faults.push({ code: 'entry-too-large', is: is(), should: `at most ${limits.maxFileBytes}` })
  const maxBytes = partLimits.get(path)
  if (maxBytes === undefined || sizeBytes <= maxBytes) return faults
  const code = path === 'manifest.json' ? 'manifest-too-large' : 'meta-inf-too-large'
  faults.push({ code, is: is(), should: `at most ${maxBytes}` })
  return faults
}

/** What is wrong with the sum of all files. */
export function findTotalFault(sizes: number[]): PackageError | undefined {
  const totalBytes = sizes.reduce((sum, sizeBytes) => sum + sizeBytes, 0)
  if (totalBytes <= limits.maxUnpackedBytes) return undefined
  return new PackageError('unpacked-too-large', {
    is: `${totalBytes} bytes`,
    should: `at most ${limits.maxUnpackedBytes}`,
  })
}
