import { controlKind, rangeOf, selectedOption } from './controls.ts'
import { ScreenElement, ScreenText } from './element.ts'
import { adoptPart, dropPart } from './tree.ts'
import { pathToRoot, textInside } from './walk.ts'

/**
 * The parts that some elements make for themselves, as in RmlUi: they are styled by their tags, and apps do not see them as
 * children. What makes them work stands in their own style, everything else is left to style sheets.
 */
const partsOfTag: ReadonlyMap<string, readonly string[]> = new Map([
  ['select', ['selectvalue', 'selectarrow', 'selectbox']],
  ['tabset', ['tabs', 'panels']],
  ['progress', ['fill']],
  ['progressbar', ['fill']],
])

const rangeParts = ['sliderarrowdec', 'slidertrack', 'sliderprogress', 'sliderbar', 'sliderarrowinc']

/** Which part of an element holds children of a tag that an app puts into it. */
const holders: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map([
  ['select', new Map([['option', 'selectbox']])],
  [
    'tabset',
    new Map([
      ['tab', 'tabs'],
      ['panel', 'panels'],
    ]),
  ],
])

/** Gives a new element the parts that its tag means. */
export function makeParts(element: ScreenElement): void {
  addParts(element, partsOfTag.get(element.tag) ?? [])
  if (element.tag !== 'input') syncParts(element)
}

/** Where a child that is put into an element really goes. */
export function holderFor(parent: ScreenElement, tag: string): ScreenElement {
  const holder = holders.get(parent.tag)?.get(tag)
  return (holder !== undefined && partNamed(parent, holder)) || parent
}

/** Brings the parts of an element in line with its attributes and states. */
export function syncParts(element: ScreenElement): void {
  switch (element.tag) {
    case 'select':
      return syncSelect(element)
    case 'option': {
      const select = pathToRoot(element).find((one) => one.tag === 'select')
      return select && syncSelect(select)
    }
    case 'input':
      return syncInput(element)
    case 'progress':
    case 'progressbar':
      return syncProgress(element)
    default:
      return undefined
  }
}

/** Notes that something inside an element became different: a closed select shows the text of its option. */
export function syncPartsAround(element: ScreenElement): void {
  for (let at: ScreenElement | null = element; at; at = at.parent) {
    if (at.tag === 'select' || at.tag === 'option') return syncParts(at)
  }
}

/** The part of this tag that an element made for itself. */
export function partNamed(element: ScreenElement, tag: string): ScreenElement | undefined {
  return element.children.find((child) => child.kind === 'element' && child.isGenerated && child.tag === tag) as
    | ScreenElement
    | undefined
}

function addParts(element: ScreenElement, tags: readonly string[]): void {
  for (const tag of tags) {
    const part = new ScreenElement(element.document, tag)
    part.isGenerated = true
    adoptPart(element, part)
  }
}

function syncSelect(select: ScreenElement): void {
  const value = partNamed(select, 'selectvalue')
  const option = selectedOption(select)
  if (!value) return
  const text = option ? textInside(option) : (select.getAttribute('value') ?? '')
  const [shown] = value.children
  if (shown?.kind === 'text') shown.text = text
  else if (text !== '') adoptPart(value, new ScreenText(select.document, text))
  setStyles(select, 'selectvalue', { display: 'block' })
  setStyles(select, 'selectarrow', { display: 'block', position: 'absolute', top: '0', right: '0' })
  setStyles(select, 'selectbox', {
    display: select.states.has('checked') ? 'block' : 'none',
    position: 'absolute',
    top: '100%',
    left: '0',
    'z-index': '1',
  })
}

function syncInput(input: ScreenElement): void {
  const isRange = controlKind(input) === 'range'
  const hasParts = partNamed(input, 'slidertrack') !== undefined
  if (isRange && !hasParts) addParts(input, rangeParts)
  if (!isRange && hasParts) for (const tag of rangeParts) dropPart(input, partNamed(input, tag))
  if (!isRange) return
  const { min, max, value } = rangeOf(input)
  const share = `${percent(max === min ? 0 : (value - min) / (max - min))}%`
  const isVertical = input.getAttribute('orientation') === 'vertical'
  const [start, end, size, side, turn] = isVertical
    ? (['top', 'bottom', 'height', 'left', 'translateY'] as const)
    : (['left', 'right', 'width', 'top', 'translateX'] as const)
  const base = { display: 'block', position: 'absolute', [side]: '0' }
  setStyles(input, 'sliderarrowdec', { ...base, [start]: '0' })
  setStyles(input, 'slidertrack', { ...base, [start]: '0', [end]: '0' })
  setStyles(input, 'sliderprogress', { ...base, [start]: '0', [size]: share })
  // Moved back by the same share of its own size, so that it ends where the track ends.
  setStyles(input, 'sliderbar', { ...base, [start]: share, transform: `${turn}(-${share})` })
  setStyles(input, 'sliderarrowinc', { ...base, [end]: '0' })
}

function syncProgress(progress: ScreenElement): void {
  const max = Number.parseFloat(progress.getAttribute('max') ?? '1')
  const value = Number.parseFloat(progress.getAttribute('value') ?? '0')
  const share = `${percent(value / (max > 0 ? max : 1))}%`
  const from = { right: 'left', left: 'right', top: 'bottom', bottom: 'top' } as const
  const direction = progress.getAttribute('direction') ?? 'right'
  const start = Object.hasOwn(from, direction) ? from[direction as keyof typeof from] : 'left'
  const isVertical = start === 'top' || start === 'bottom'
  setStyles(progress, 'fill', {
    display: 'block',
    position: 'absolute',
    [start]: '0',
    [isVertical ? 'left' : 'top']: '0',
    width: isVertical ? '100%' : share,
    height: isVertical ? share : '100%',
  })
}

function percent(share: number): number {
  return Number((Math.min(Math.max(share || 0, 0), 1) * 100).toFixed(3))
}

function setStyles(element: ScreenElement, tag: string, styles: Readonly<Record<string, string>>): void {
  const text = Object.entries(styles)
    .map(([name, value]) => `${name}: ${value};`)
    .join(' ')
  const part = partNamed(element, tag)
  if (part && part.getAttribute('style') !== text) part.setAttribute('style', text)
}
