import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
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

/** Makes `dist/mosis.tgz`, which portals hand out, unless it was made of the very same sources; `hear` is told when it begins. */
export async function keepCommand(root: string, hear: (text: string) => void): Promise<void> {
  const dist = join(root, 'dist')
  const list = join(dist, 'mosis.tgz.sources')
  const archive = join(dist, 'mosis.tgz')
  const made = await digestSources(root, sources)
  if ((await readFile(list, 'utf8').catch(() => '')) === made && (await exists(archive))) return
  hear('Building the mosis command … ')
  const begun = performance.now()
  const building = await makeBuildFolder(dist)
  try {
    // Loaded only when there is something to build.
    const { buildCommand, packCommand } = await import('../build.ts')
    const folder = join(building, 'mosis')
    await buildCommand(folder)
    await rename(await packCommand(folder, building), archive)
    await writeFile(list, made)
  } finally {
    await rm(building, { recursive: true, force: true })
  }
  hear(`${((performance.now() - begun) / 1000).toFixed(1)} s\n`)
}

const exists = (path: string) =>
  readFile(path).then(
    () => true,
    () => false,
  )
