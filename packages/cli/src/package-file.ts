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
  if (isLarge) return readLarge(io, full)
  if (!isPlain || sizeBytes > limits.maxPackageBytes) {
    // Loaded only for this: it refuses what is no package in the words of every command.
    const { openPackage, readSource } = await import('./project.ts')
    return readSource(openPackage(io, path))
  }
  const { readPackage } = await import('@mosis/format')
  return readPackage(io.files.read(full), { allowUnsigned: true })
}

/** The second thread starts while what reads packages is loaded here. */
async function readLarge(io: Io, path: string): Promise<Package> {
  const { startHelper } = await import('@mosis/format/reading-helper')
  const helper = startHelper()
  try {
    const { readPackageOnDisk } = await import('@mosis/format/package-on-disk')
    return await io.files.withOpen(path, async (file) => {
      const pkg = await readPackageOnDisk(file, helper, { allowUnsigned: true })
      // Told only as JSON; of a large file it takes a tenth of the time, and the file is open now.
      if (io.json) void pkg.sha256
      return pkg
    })
  } finally {
    void helper?.close()
  }
}
