import { ScreenElement } from '../element.ts'
import type { ResolvedStyle } from '../style/resolved.ts'
import { isTransparent } from './declare-box.ts'
import type { Declarations } from './declare.ts'
import { readPx } from './values.ts'

/**
 * Scroll bars are drawn by the browser, as wide and in the colours that sheets say for `scrollbarvertical`, its `slidertrack` and so
 * on. These elements stand in no tree; they are made to ask for their styles. Without a width there is no bar to be seen.
 */
export function declareScrollbars(
  element: ScreenElement,
  styleOf: (element: ScreenElement) => ResolvedStyle,
  css: Declarations,
): void {
  const isScroller = ['overflow-x', 'overflow-y'].some((name) => css[name] === 'auto' || css[name] === 'scroll')
  if (!isScroller) return
  const vertical = makePart(element, 'scrollbarvertical')
  const horizontal = makePart(element, 'scrollbarhorizontal')
  const width = readPx(styleOf(vertical).get('width'))
  const height = readPx(styleOf(horizontal).get('height'))
  if (width !== undefined && width > 0) css['--scrollbar-y'] = `${Math.min(width, maxBar)}px`
  if (height !== undefined && height > 0) css['--scrollbar-x'] = `${Math.min(height, maxBar)}px`
  const bar = width === undefined ? horizontal : vertical
  const colors: [name: string, part: ScreenElement][] = [
    ['--scrollbar-track', makePart(bar, 'slidertrack')],
    ['--scrollbar-bar', makePart(bar, 'sliderbar')],
    ['--scrollbar-corner', makePart(element, 'scrollbarcorner')],
  ]
  for (const [name, part] of colors) {
    const color = styleOf(part).get('background-color')
    if (color !== undefined && !isTransparent(color)) css[name] = color
  }
}

/** A wider bar would leave nothing of the screen. */
const maxBar = 100

function makePart(parent: ScreenElement, tag: string): ScreenElement {
  const part = new ScreenElement(parent.document, tag)
  part.isGenerated = true
  part.parent = parent
  return part
}
