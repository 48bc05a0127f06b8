import type { Declarations } from './declare.ts'
import type { Layer } from './layer.ts'
import { findPicture, pictureSize, stretchPicture, type Picture, type Pictures } from './picture.ts'
import { assetUrl, splitWords } from './values.ts'

/** What stands in `image(…)`. */
export interface ImageDrawing {
  picture: Picture
  fit: string
  alignX: string
  alignY: string
  orientation: string
}

const fits = new Set(['fill', 'contain', 'cover', 'scale-none', 'scale-down', 'repeat', 'repeat-x', 'repeat-y'])
const orientations = new Map([
  ['flip-horizontal', 'scale(-1, 1)'],
  ['flip-vertical', 'scale(1, -1)'],
  ['rotate-180', 'scale(-1, -1)'],
])

/** Reads `source orientation? fit? align-x? align-y?`. */
export function readImage(inside: string, pictures: Pictures): ImageDrawing {
  const [name = '', ...words] = splitWords(inside)
  const aligns = words.filter((word) => !fits.has(word) && !orientations.has(word) && word !== 'none')
  const vertical = aligns.find((word) => word === 'top' || word === 'bottom')
  const [alignX = 'center', alignY = 'center'] = vertical && aligns[0] === vertical ? ['center', vertical] : aligns
  return {
    picture: findPicture(name, pictures),
    fit: words.find((word) => fits.has(word)) ?? 'fill',
    alignX,
    alignY,
    orientation: words.find((word) => orientations.has(word)) ?? 'none',
  }
}

/** The picture as a CSS background; undefined where that would show more of the image than is meant. */
export function imageBackground(drawing: ImageDrawing, isPartFine = false): Declarations | undefined {
  const { picture, fit, alignX, alignY, orientation } = drawing
  if (orientation !== 'none' || (picture.part && !isPartFine)) return undefined
  if (picture.part) {
    const stretched = stretchPicture(picture)
    return {
      image: stretched['background-image']!,
      size: stretched['background-size']!,
      position: stretched['background-position'] ?? '0% 0%',
      repeat: 'no-repeat',
    }
  }
  const size = fit === 'fill' ? '100% 100%' : fit === 'contain' || fit === 'cover' ? fit : sizeDown(picture, fit)
  const repeat = fit.startsWith('repeat') ? fit : 'no-repeat'
  return { image: assetUrl(picture.path), size, position: `${alignX} ${alignY}`, repeat }
}

/** The picture as a box in a box, for parts of images and for pictures that are turned. */
export function imageLayer(place: Declarations, drawing: ImageDrawing): Layer {
  const { picture, fit, alignX, alignY, orientation } = drawing
  const stretched = stretchPicture(picture)
  const turned = orientations.get(orientation)
  const transform = [turned, stretched['transform']].filter((one) => one !== undefined).join(' ')
  const style: Declarations = { ...stretched, display: 'block', ...(transform === '' ? {} : { transform }) }
  const size = pictureSize(picture)
  if (fit === 'fill' || fit.startsWith('repeat') || !size) {
    return { style: place, children: [{ style: { ...style, width: '100%', height: '100%' }, children: [] }] }
  }
  const whole = { width: `${size.width}px`, height: `${size.height}px` }
  const wide = `100cqh * ${size.width / (size.height || 1)}`
  const fitted: Record<string, Declarations> = {
    'scale-none': whole,
    contain: { width: `min(100cqw, ${wide})`, 'aspect-ratio': `${size.width} / ${size.height}` },
    cover: { width: `max(100cqw, ${wide})`, 'aspect-ratio': `${size.width} / ${size.height}` },
    'scale-down': { width: `min(100cqw, ${wide}, ${whole.width})`, 'aspect-ratio': `${size.width} / ${size.height}` },
  }
  const container: Declarations = {
    ...place,
    display: 'flex',
    'container-type': 'size',
    'justify-content': flexWord(alignX),
    'align-items': flexWord(alignY),
  }
  return { style: container, children: [{ style: { ...style, 'flex-shrink': '0', ...fitted[fit] }, children: [] }] }
}

function sizeDown({ image }: Picture, fit: string): string {
  return fit === 'scale-down' && !image ? 'contain' : 'auto'
}

function flexWord(align: string): string {
  if (align === 'left' || align === 'top') return 'flex-start'
  return align === 'right' || align === 'bottom' ? 'flex-end' : 'center'
}
