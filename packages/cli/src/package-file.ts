import { resolve } from 'node:path'
import type { Package } from '@mosis/format'
import type { Io } from './io.ts'

/** To start a second thread takes about as long as to read a package of this size. */
const largeBytes = 20 * 1024 * 1024

/** Reads a package file as a device does, also an unsigned one; the first fault is thrown. A large one is read by two threads. */
export async function readPackageFile(io: Io, path: string): Promise<Package> {
  const full = resolve(io.cwd, path)
  const { limits } = await import('@mosis/format/limits')
  const isPlain = io.files.kind(full) === 'file' && !full.endsWith('.zip')
  const sizeBytes = isPlain ? io.files.sizeBytes(full) : 0
  const isLarge = sizeBytes >= largeBytes && sizeBytes <= limits.maxPackageBytes
  // A large file is read while what reads packages is loaded and its second thread starts.
  const reading = isLarge ? io.files.readShared(full) : undefined
  // Told where it is awaited; until then a failure is nobody's fault.
  reading?.catch(() => undefined)
  if (!isPlain || sizeBytes > limits.maxPackageBytes) {
    // Loaded only for this: it refuses what is no package in the words of every command.
    const { openPackage, readSource } = await import('./project.ts')
    return readSource(openPackage(io, path))
  }
  const options = { allowUnsigned: true }
  if (!reading) {
    const { readPackage } = await import('@mosis/format')
    return readPackage(io.files.read(full), options)
  }
  const { readPackage, readPackageInParallel, startHelper } = await import('@mosis/format/parallel')
  const helper = startHelper()
  try {
    return helper ? await readPackageInParallel(await reading, helper, options) : readPackage(await reading, options)
  } finally {
    void helper?.close()
  }
}
