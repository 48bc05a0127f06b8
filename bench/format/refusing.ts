import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { readArchive } from '../../packages/format/src/archive.ts'
import { generateSigningKey, PackageError, readPackage, signPackage } from '../../packages/format/src/index.ts'
import { stopAtFirstFault } from '../../packages/format/src/report.ts'
import { median, medianMs, type Measurement } from '../measure.ts'

/** How long a package with another's signature lives after it was read: in a process that goes on, and as the first work of a new one. */
export async function measureRefusing(folder: string, bytes: Buffer): Promise<Measurement[]> {
  const wrong = withSignatureOf(generateSigningKey().privateKeyPem, bytes)
  const warm = await medianMs(50, () => refuse(wrong))
  const file = join(folder, 'wrong.mosis')
  writeFileSync(file, wrong)
  const cold = Array.from({ length: 9 }, () => refuseInNewProcess(file))
  return [
    { what: 'refusal of a wrong signature, after reading', value: warm, unit: 'ms', goal: 10 },
    { what: 'the same as the first work of a process', value: median(cold), unit: 'ms', goal: 10 },
  ]
}

/** The package with a signature that is right in form and made by another key. */
function withSignatureOf(privateKeyPem: string, bytes: Buffer): Buffer {
  const [wrong, other] = [Buffer.from(bytes), signPackage(bytes, privateKeyPem)]
  const [own, foreign] = [findSignature(wrong), findSignature(other)]
  const signature = other.subarray(foreign.dataOffset, foreign.dataOffset + foreign.packedBytes)
  wrong.set(signature, own.dataOffset)
  wrong.writeUInt32LE(crc32(signature), own.at + 16)
  wrong.writeUInt32LE(crc32(signature), own.dataOffset - own.path.length - 16)
  return wrong
}

function findSignature(bytes: Buffer) {
  const entry = readArchive(bytes, stopAtFirstFault)?.entries.find(({ path }) => path === 'META-INF/CERT.SIG')
  if (!entry) throw new Error('The package is not signed')
  return entry
}

function refuse(bytes: Buffer): void {
  try {
    readPackage(bytes)
  } catch (error) {
    if (error instanceof PackageError && error.code === 'signature-wrong') return
    throw error
  }
  throw new Error('A package with a wrong signature was accepted')
}

function refuseInNewProcess(file: string): number {
  const program = `
import { readFileSync } from 'node:fs'
import { readPackage } from ${JSON.stringify(join(import.meta.dirname, '../../packages/format/src/index.ts'))}
const bytes = readFileSync(${JSON.stringify(file)})
const begun = performance.now()
let isRefused = false
try { readPackage(bytes) } catch { isRefused = true }
const ms = performance.now() - begun
if (!isRefused) throw new Error('A package with a wrong signature was accepted')
process.stdout.write(String(ms))`
  return Number(spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' }).stdout)
}
