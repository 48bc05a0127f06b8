import { resolve } from 'node:path'
import type { Package } from '@mosis/format'
import type { SharedWork } from '@mosis/format/reading-helper'
import type { Io } from './io.ts'

/** Reads a package file as a device does, also an unsigned one; the first fault is thrown. A large one is read by two threads. */
export async function readPackageFile(io: Io, path: string): Promise<Package> {
  const full = resolve(io.cwd, path)
  const [{ limits }, { isLarge }] = await Promise.all([import('@mosis/format/limits'), import('./reading-ahead.ts')])
  const isPlain = io.files.kind(full) === 'file' && !full.endsWith('.zip')
  const sizeBytes = isPlain ? io.files.sizeBytes(full) : 0
  if (isLarge(sizeBytes)) return readLarge(io, full)
  if (!isPlain || sizeBytes > limits.maxPackageBytes) {
    // Loaded only for this: it refuses what is no package in the words of every command.
    const { openPackage, readSource } = await import('./project.ts')
    return readSource(openPackage(io, path))
  }
  const { readPackage } = await import('@mosis/format')
  return readPackage(io.files.read(full), { allowUnsigned: true })
}

/** The second thread starts before what reads packages is loaded here. */
async function readLarge(io: Io, path: string): Promise<Package> {
  const { takeHelper } = await import('./reading-ahead.ts')
  const helper = takeHelper()
  // It has nothing more to do then, and ends while the rest is judged here.
  const helpOnce = async (work: SharedWork) => {
    await helper?.help(work)
    void helper?.close()
  }
  try {
    const { readPackageOnDisk } = await import('@mosis/format/package-on-disk')
    return await io.files.withOpen(path, async (file) => {
      const pkg = await readPackageOnDisk(file, { help: helpOnce }, { allowUnsigned: true })
      // Told only as JSON; of a large file it takes a tenth of the time, and the file is open now.
      if (io.json) void pkg.sha256
      return pkg
    })
  } finally {
    void helper?.close()
  }
}
