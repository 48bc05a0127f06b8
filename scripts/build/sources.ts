import { globSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { digestOf } from '../../packages/server/src/site/site-file.ts'

/** Nothing that is built depends on a test. */
const isTest = (path: string) => /\.test\.tsx?$|(^|[./-])testing\.tsx?$|\/vectors\//.test(path)

/** One text for all sources of a clone together: their names and contents. */
export async function digestSources(root: string, patterns: readonly string[]): Promise<string> {
  const paths = globSync(patterns, { cwd: root }).map((path) => path.replaceAll('\\', '/'))
  const lines = paths
    .filter((path) => !isTest(path))
    .toSorted()
    .map(async (path) => {
      const isFile = (await stat(join(root, path))).isFile()
      return isFile ? `${path} ${digestOf(await readFile(join(root, path)))}\n` : ''
    })
  return digestOf((await Promise.all(lines)).join(''))
}
