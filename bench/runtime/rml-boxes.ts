// A document built headless as the device builds it, and the boxes that a browser's painter reports for it.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { readDocument } from '../../packages/device/src/app-worker/screen/read-document.ts'
import {
  createNodeIds,
  createPainterFeed,
  createStyles,
  readImageSize,
  ScreenDocument,
  type BoxRow,
  type PaintFont,
  type ScreenElement,
  type Snapshot,
} from '../../packages/screen/src/index.ts'
import type * as painterModule from '../../packages/simulator/src/painter/index.ts'
import { descendants } from '../../packages/screen/src/walk.ts'

/** An element and its box: depth, tag, id, class, then x, y, width and height of the border box. */
export type BoxLine = [
  depth: number,
  tag: string,
  id: string,
  className: string,
  x: number,
  y: number,
  width: number,
  height: number,
]

const viewport = { width: 1500, height: 800, dpRatio: 1, theme: 'light' as const, textScale: 1 }

const fonts: PaintFont[] = (
  [
    ['Regular', '400', 'normal'],
    ['Italic', '400', 'italic'],
    ['Bold', '700', 'normal'],
    ['BoldItalic', '700', 'italic'],
  ] as const
).map(([name, weight, style]) => ({ family: 'LatoLatin', source: `assets/LatoLatin-${name}.ttf`, weight, style }))

/** Builds a document of the folder and gives what goes to painters, with the elements in their order. */
export function buildScreen(
  folder: string,
  path: string,
  withPictures = false,
): { snapshot: Snapshot; elements: { id: number; element: ScreenElement; depth: number }[] } {
  const readText = (file: string) => readFileSync(join(folder, file), 'utf8')
  const host = { readText, log: () => {}, now: () => 0 }
  const { source, sheets } = readDocument(path, host as never)
  const document = new ScreenDocument(source, { compileHandler: () => null, warn: () => {} })
  const styles = createStyles({ viewport, warn: () => {} })
  styles.setSheets(sheets)
  styles.watch(document)
  document.styles = styles
  document.load()
  document.show()
  styles.update(0)
  const feed = createPainterFeed({
    document,
    styles,
    ids: createNodeIds(),
    viewport: () => viewport,
    background: '#ffffffff',
    fonts: () => fonts,
    ...(withPictures ? { imageSize: (file: string) => readImageSize(readFileSync(join(folder, file)), file) } : {}),
  })
  const snapshot = feed.snapshot(1)
  const elements = [document.body, ...descendants(document.body)]
    .filter((node) => node.kind === 'element')
    .filter((element) => !isInGenerated(element))
    .map((element) => ({ id: feed.idOf(element) ?? -1, element, depth: depthOf(element) }))
  return { snapshot, elements }
}

/** Paints a snapshot in the page and waits for what the painter reports. */
export async function paint(page: Page, snapshot: Snapshot): Promise<Map<number, BoxRow>> {
  const rows = await page.evaluate(async (snapshot) => {
    const rows = new Map<number, unknown>()
    const root = document.createElement('div')
    root.style.setProperty('width', `${snapshot.viewport.width}px`)
    root.style.setProperty('height', `${snapshot.viewport.height}px`)
    document.body.replaceChildren(root)
    const { createPainter } = (window as unknown as { painter: typeof painterModule }).painter
    const painter = createPainter(root, {
      assetUrl: (path) => `/asset/${path}`,
      requestSnapshot: () => {},
      send: (input) => {
        if (input.kind === 'boxes') for (const row of input.rows) rows.set(row[0], row)
      },
    })
    painter.apply(snapshot)
    await painter.settled()
    await Promise.all([...root.shadowRoot!.querySelectorAll('img')].map((image) => image.decode().catch(() => {})))
    for (let frame = 0; frame < 3; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve))
    await new Promise((resolve) => setTimeout(resolve, 20))
    return [...rows.values()]
  }, snapshot)
  return new Map((rows as BoxRow[]).map((row) => [row[0], row]))
}

/** The boxes of all elements in document order, as the reference writes them. */
export async function readBoxes(page: Page, folder: string, path: string): Promise<BoxLine[]> {
  const { snapshot, elements } = buildScreen(folder, path)
  const rows = await paint(page, snapshot)
  return elements.map(({ id, element, depth }) => {
    const [, x = 0, y = 0, width = 0, height = 0] = rows.get(id) ?? []
    return [depth, element.tag, element.id, element.className, x, y, width, height]
  })
}

/** Generated elements that the reference lists too. */
const shownParts = new Set(['tabs', 'panels'])

function isInGenerated(element: ScreenElement): boolean {
  for (let at: ScreenElement | null = element; at; at = at.parent)
    if (at.isGenerated && !shownParts.has(at.tag)) return true
  return false
}

function depthOf(element: ScreenElement): number {
  let depth = 0
  for (let at = element.parent; at; at = at.parent) depth += 1
  return depth
}
