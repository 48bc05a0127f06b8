// Takes the place of `../server/page-bundle.ts` in the released command: there the page was built with the command, into a
// folder beside it.
import { readFile } from 'node:fs/promises'
import type { PageBundle } from '../server/page-bundle.ts'

const read = (name: string) => readFile(new URL(`./page/${name}`, import.meta.url))

/** Reads the page. */
export async function bundlePage(): Promise<PageBundle> {
  const [html, script, style] = await Promise.all([read('index.html'), read('page.js'), read('page.css')])
  return { html, script, style }
}
