import type { ResolvedStyle } from '../style/resolved.ts'
import type { NamedDecorator } from '../style/sheet-data.ts'
import type { Declarations } from './declare.ts'
import { gradientOf } from './gradients.ts'
import { imageBackground, imageLayer, readImage } from './image-decorator.ts'
import { countLayers, maxLayers, type Layer } from './layer.ts'
import type { Pictures } from './picture.ts'
import { ninepatchLayer, tiledBoxLayer, tiledRowLayer } from './tiled-decorators.ts'
import { readCall, splitCommas, splitWords, unquote } from './values.ts'

export interface DecorationData extends Pictures {
  decoratorOf: (name: string) => NamedDecorator | undefined
}

/** How an element is decorated: by backgrounds that CSS draws or, where it cannot, by boxes behind what is in the element. */
export interface Decoration {
  css: Declarations
  layers: Layer[]
}

/** What one decorator needs to be drawn. */
interface Drawing {
  name: string
  inside: string
  /** The box it fills: `padding-box` and so on. */
  area: string
}

const areas = new Set(['border-box', 'padding-box', 'content-box'])

/** Reads `decorator` and `mask-image` of a style. The first decorator in the list is on top. */
export function decorate(style: ResolvedStyle, data: DecorationData): Decoration {
  const drawings = readDrawings(style.get('decorator'), data)
  const tint = readTint(style)
  const backgrounds = tint ? [] : drawings.map((drawing) => backgroundOf(drawing, data))
  const mask = maskOf(style.get('mask-image'), data)
  if (drawings.length === 0) return { css: mask, layers: [] }
  if (!tint && backgrounds.every((one) => one !== undefined)) {
    return { css: { ...joinBackgrounds(backgrounds, 'background'), ...mask }, layers: [] }
  }
  const layers = drawings.toReversed().flatMap((drawing) => layerOf(drawing, style, data))
  if (tint) for (const layer of layers) layer.style['filter'] = `tint(${tint})`
  if (countLayers(layers) > maxLayers) return { css: mask, layers: [] }
  const position = style.get('position') ?? 'static'
  // The boxes lie behind everything in the element and in front of its background.
  return { css: { ...mask, isolation: 'isolate', ...(position === 'static' ? { position: 'relative' } : {}) }, layers }
}

/** The colour that pictures are multiplied with, if it changes them. */
export function readTint(style: ResolvedStyle): string | undefined {
  const color = style.get('image-color')
  return color === undefined || color === '#ffffffff' || color === 'white' ? undefined : color
}

function readDrawings(value: string | undefined, data: DecorationData): Drawing[] {
  if (value === undefined || value === 'none') return []
  return splitCommas(value).flatMap((text) => {
    const words = splitWords(text.replace(/^([a-z-]+)\s+\(/, '$1('))
    const area = words.find((word) => areas.has(word)) ?? 'padding-box'
    const head = words.find((word) => !areas.has(word))
    if (head === undefined) return []
    const call = readCall(head)
    if (call) return [{ ...call, area }]
    const named = data.decoratorOf(head)
    return named ? [{ ...callOf(named), area }] : []
  })
}

/** A `@decorator` block as if its type had been called with its properties. */
function callOf({ type, properties }: NamedDecorator): { name: string; inside: string } {
  const get = (name: string) => properties.get(name) ?? ''
  const image = (name: string) =>
    [
      get(`${name}-src`) || get(name),
      get(`${name}-orientation`),
      get(`${name}-fit`),
      get(`${name}-align-x`),
      get(`${name}-align-y`),
    ]
      .filter((word) => word !== '')
      .join(' ')
  const tiles: Record<string, string[]> = {
    image: ['image'],
    'tiled-horizontal': ['left-image', 'center-image', 'right-image'],
    'tiled-vertical': ['top-image', 'center-image', 'bottom-image'],
    'tiled-box': [
      'top-left-image',
      'top-image',
      'top-right-image',
      'left-image',
      'center-image',
      'right-image',
      'bottom-left-image',
      'bottom-image',
      'bottom-right-image',
    ],
  }
  const names = Object.hasOwn(tiles, type) ? tiles[type] : undefined
  if (names) return { name: type, inside: names.map(image).join(', ') }
  if (type === 'ninepatch')
    return { name: type, inside: [get('outer'), get('inner'), get('edge')].filter(Boolean).join(', ') }
  return { name: type, inside: [...properties.values()].join(' ') }
}

function backgroundOf({ name, inside, area }: Drawing, data: DecorationData): Declarations | undefined {
  const gradient = gradientOf(name, inside)
  if (gradient) return { image: gradient, size: 'auto', position: '0% 0%', repeat: 'repeat', origin: area, clip: area }
  if (name !== 'image') return undefined
  const background = imageBackground(readImage(inside, data))
  return background && { ...background, origin: area, clip: area }
}

function layerOf(drawing: Drawing, style: ResolvedStyle, data: DecorationData): Layer[] {
  const { name, inside, area } = drawing
  const place: Declarations = {
    display: 'block',
    position: 'absolute',
    'z-index': '-1',
    'pointer-events': 'none',
    overflow: 'hidden',
    ...insetOf(area, style),
  }
  const gradient = gradientOf(name, inside)
  if (gradient) return [{ style: { ...place, 'background-image': gradient }, children: [] }]
  const parts = splitCommas(inside)
  switch (name) {
    case 'image':
      return [imageLayer(place, readImage(inside, data))]
    case 'tiled-horizontal':
    case 'tiled-vertical':
      return [tiledRowLayer(place, name === 'tiled-vertical', parts, data)]
    case 'tiled-box':
      return [tiledBoxLayer(place, parts, data)]
    case 'ninepatch':
      return [ninepatchLayer(place, parts, data)]
    case 'text':
      return [textLayer(place, inside)]
    default:
      return []
  }
}

function textLayer(place: Declarations, inside: string): Layer {
  const words = splitWords(inside)
  const text = words.find((word) => /^["']/.test(word)) ?? ''
  const color = words.find((word) => word.startsWith('#'))
  const style = {
    ...place,
    display: 'flex',
    'align-items': 'center',
    'justify-content': 'center',
    ...(color ? { color } : {}),
  }
  return { style, children: [], text: unquote(text) }
}

function insetOf(area: string, style: ResolvedStyle): Declarations {
  const sides = ['top', 'right', 'bottom', 'left']
  const inset = sides.map((side) => {
    if (area === 'border-box') return `-${style.get(`border-${side}-width`) ?? '0px'}`
    return area === 'content-box' ? (style.get(`padding-${side}`) ?? '0px') : '0px'
  })
  return { inset: inset.join(' ').replaceAll('-0px', '0px') }
}

/** A mask shows the element where its pictures are opaque. */
function maskOf(value: string | undefined, data: DecorationData): Declarations {
  const drawings = readDrawings(value, data)
  const backgrounds = drawings.map((drawing) => backgroundOf(drawing, data) ?? stretchedMask(drawing, data))
  return backgrounds.length === 0 ? {} : joinBackgrounds(backgrounds, 'mask')
}

function stretchedMask({ name, inside, area }: Drawing, data: DecorationData): Declarations {
  const background = name === 'image' ? imageBackground({ ...readImage(inside, data), fit: 'fill' }, true) : undefined
  return {
    image: 'none',
    size: 'auto',
    position: '0% 0%',
    repeat: 'no-repeat',
    ...background,
    origin: area,
    clip: area,
  }
}

function joinBackgrounds(backgrounds: readonly Declarations[], kind: 'background' | 'mask'): Declarations {
  const css: Declarations = {}
  for (const name of ['image', 'size', 'position', 'repeat', 'origin', 'clip']) {
    css[`${kind}-${name}`] = backgrounds.map((one) => one[name]!).join(', ')
  }
  // The colour lies under the whole border box whatever the pictures fill.
  if (kind === 'background') css['background-clip'] += ', border-box'
  return css
}
