// How many boxes of RmlUi's own visual tests lie where RmlUi puts them, within 1 px, when the screen is painted in a browser.
import { build } from 'esbuild'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { startBrowser } from '../../packages/testkit/src/browser.ts'
import { tgaToPng } from '../../packages/simulator/src/painter/tga-to-png.ts'
import type { Measurement } from '../measure.ts'
import { readBoxes, type BoxLine } from './rml-boxes.ts'

const root = join(import.meta.dirname, '..', '..')
const origin = 'http://screen.test'
const tolerancePx = 1

/** The share of equal boxes in all documents and in each; nothing where the reference is not on this machine. */
export async function measureBoxes(): Promise<Measurement[]> {
  const folder = resolve(root, process.env['MOSIS_RMLUI'] ?? '../shared/rmlui')
  if (!existsSync(join(folder, 'boxes'))) {
    process.stdout.write(`Boxes are not compared: there is no reference in "${folder}" (MOSIS_RMLUI names it)\n`)
    return []
  }
  const browser = await startScreenBrowser()
  try {
    const page = await openPainterPage(browser, folder)
    const rows: Measurement[] = []
    let equal = 0
    let all = 0
    for (const file of readdirSync(join(folder, 'boxes')).sort()) {
      const name = file.replace(/\.json$/, '')
      const compared = compareBoxes(readReference(folder, file), await readBoxes(page, folder, `documents/${name}`))
      equal += compared.equal
      all += compared.all
      rows.push({ what: name, value: (100 * compared.equal) / compared.all, unit: `% of ${compared.all} boxes` })
    }
    return [{ what: 'boxes as RmlUi lays them out', value: (100 * equal) / all, unit: `% of ${all} boxes` }, ...rows]
  } finally {
    await browser.close()
  }
}

/** A browser whose letters are whole pixels wide, as RmlUi's are. */
export function startScreenBrowser(): Promise<Browser> {
  return startBrowser({ args: ['--font-render-hinting=full'], hasScrollbars: true })
}

/** A page under the strictest policy that has the painter and the folder's files. */
export async function openPainterPage(browser: Browser, folder: string, withPictures = false): Promise<Page> {
  const painter = await build({
    entryPoints: [join(root, 'packages/simulator/src/painter/index.ts')],
    bundle: true,
    format: 'iife',
    globalName: 'painter',
    write: false,
  })
  const context = await browser.newContext({ viewport: { width: 1500, height: 800 } })
  const page = await context.newPage()
  const headers = { 'content-security-policy': "default-src 'self'" }
  await page.route(`${origin}/**`, (route) => {
    const path = decodeURIComponent(new URL(route.request().url()).pathname)
    if (path === '/')
      return route.fulfill({
        headers,
        contentType: 'text/html',
        body: '<!doctype html><script src="/painter.js"></script><body>',
      })
    if (path === '/painter.js')
      return route.fulfill({ contentType: 'text/javascript', body: painter.outputFiles[0]!.text })
    const file = join(folder, path.replace('/asset/', '/'))
    if (!path.startsWith('/asset/') || !existsSync(file)) return route.fulfill({ status: 404, body: '' })
    // The reference was laid out without pictures, so none has a size of its own here.
    if (!path.endsWith('.ttf') && !withPictures) return route.fulfill({ status: 404, body: '' })
    const bytes = readFileSync(file)
    const png = /\.tga$/i.test(path) ? tgaToPng(bytes) : undefined
    return route.fulfill({
      body: Buffer.from(png ?? bytes),
      contentType: png ? 'image/png' : 'application/octet-stream',
    })
  })
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('404')) process.stderr.write(`page: ${message.text()}\n`)
  })
  await page.goto(`${origin}/`)
  await page.addStyleTag({ content: '' }).catch(() => {})
  return page
}

/** The reference's boxes without its text nodes, which have none of their own. */
export function readReference(folder: string, file: string): BoxLine[] {
  const rows = JSON.parse(readFileSync(join(folder, 'boxes', file), 'utf8')) as BoxLine[]
  return rows.filter(([, tag]) => tag !== '#text')
}

/** Counts the boxes of the reference that ours equal; both are lists in document order. */
export function compareBoxes(
  theirs: readonly BoxLine[],
  ours: readonly BoxLine[],
): { equal: number; all: number; different: [BoxLine, BoxLine | undefined][] } {
  const different: [BoxLine, BoxLine | undefined][] = []
  for (const [index, box] of theirs.entries()) {
    const own = ours[index]
    const isSame =
      own && own[1] === box[1] && [4, 5, 6, 7].every((at) => Math.abs(Number(own[at]) - Number(box[at])) <= tolerancePx)
    if (!isSame) different.push([box, own])
  }
  return { equal: theirs.length - different.length, all: theirs.length, different }
}
