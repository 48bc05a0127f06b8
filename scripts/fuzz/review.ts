import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { explainCode, reviewFolder } from '../../packages/review/src/index.ts'
import { changeText, wordsOf } from './change-text.ts'
import type { FuzzTarget } from './target.ts'

const apps = join(import.meta.dirname, '../../apps')
/** As long as a review reads a text. */
const maxBytes = 1_048_576

/** A whole app in which one file was changed: the review always ends with findings that can be explained, twice the same. */
export const reviewTargets: readonly FuzzTarget[] = ['notes', 'weather'].map((app) => {
  const files = readApp(join(apps, app))
  const texts = [...files].filter(([path]) => /\.(?:json|rml|rcss|lua)$/.test(path))
  const words = wordsOf(texts.map(([, contents]) => contents))
  return {
    name: `review-${app}`,
    // The path of the changed file stands in the first line.
    starts: texts.map(([path, contents]) => Buffer.concat([Buffer.from(`${path}\n`), contents])),
    maxBytes,
    change(input, other, random) {
      const at = input.indexOf('\n') + 1
      const text = changeText(input.subarray(at), other.subarray(other.indexOf('\n') + 1), random, words, maxBytes)
      return Buffer.concat([input.subarray(0, at), text])
    },
    async read(input) {
      const at = input.indexOf('\n')
      const review = await reviewFolder(new Map([...files, [input.toString('utf8', 0, at), input.subarray(at + 1)]]))
      for (const { code } of review.findings) assert.ok(explainCode(code), code)
      return { way: [...new Set(review.findings.map(({ code }) => code))].join(' '), isAccepted: review.ok }
    },
  }
})

function readApp(folder: string): Map<string, Buffer> {
  const paths = globSync('**/*.*', { cwd: folder }).map((path) => path.split(sep).join('/'))
  return new Map(paths.sort().map((path) => [path, readFileSync(join(folder, path))]))
}
