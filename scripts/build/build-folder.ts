import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

const prefix = 'building-'
const longestBuildMs = 600_000

/** Makes a folder for one build inside of another folder, and removes what builds that were killed left there. */
export async function makeBuildFolder(inside: string): Promise<string> {
  await mkdir(inside, { recursive: true })
  for (const name of await readdir(inside)) {
    const folder = join(inside, name)
    if (!name.startsWith(prefix)) continue
    const begun = await stat(folder).then(
      ({ mtimeMs }) => mtimeMs,
      () => Date.now(),
    )
    // A running one is younger.
    if (Date.now() - begun > longestBuildMs) await rm(folder, { recursive: true, force: true })
  }
  return mkdtemp(join(inside, prefix))
}
