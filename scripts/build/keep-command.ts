import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { digestOf } from '../../packages/server/src/site/site-file.ts'
import { makeBuildFolder } from './build-folder.ts'
import { digestSources } from './sources.ts'

/** What the archive depends on. */
const sources = [
  'package-lock.json',
  'LICENSE',
  'scripts/build.ts',
  'scripts/build/*.ts',
  'packages/cli/{README.md,bin/*,templates/**/*}',
  'packages/device/system/*',
  'packages/{api,cli,device,format,review,sandbox,screen,simulator,syntax}/{package.json,src/**/*}',
]

/** Builds the command inside of a folder; answers the path of its archive in there. */
export type MakeArchive = (folder: string) => Promise<string>

/**
 * Makes `dist/mosis.tgz`, which portals hand out, unless it is there, whole, and made of the very same sources; `hear` is told when
 * it begins. The archive that was there stays until the new one is finished.
 */
export async function keepCommand(
  root: string,
  hear: (text: string) => void,
  make: MakeArchive = makeArchive,
): Promise<void> {
  const dist = join(root, 'dist')
  const archive = join(dist, 'mosis.tgz')
  const note = join(dist, 'mosis.tgz.sources')
  const made = await digestSources(root, sources)
  if ((await readFile(note, 'utf8').catch(() => '')) === describe(made, await readFile(archive).catch(() => ''))) return
  hear('Building the mosis command … ')
  const begun = performance.now()
  const building = await makeBuildFolder(dist)
  try {
    const finished = await make(building)
    // It names the archive, too: of two builds at once the one may leave its archive and the other its note.
    const line = describe(made, await readFile(finished))
    await rename(finished, archive)
    await writeFile(note, line)
  } finally {
    await rm(building, { recursive: true, force: true })
  }
  hear(`${((performance.now() - begun) / 1000).toFixed(1)} s\n`)
}

const describe = (made: string, archive: Buffer | string) => `${made} ${digestOf(archive)}\n`

async function makeArchive(building: string): Promise<string> {
  // Loaded only when there is something to build.
  const { buildCommand, packCommand } = await import('../build.ts')
  const folder = join(building, 'mosis')
  await mkdir(folder)
  await buildCommand(folder)
  return packCommand(folder, building)
}
