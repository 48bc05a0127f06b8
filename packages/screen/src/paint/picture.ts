import type { Sprite } from '../style/sheet-data.ts'
import type { Declarations } from './declare.ts'
import { assetUrl, unquote } from './values.ts'

/** What pictures are looked up in. */
export interface Pictures {
  spriteOf: (name: string) => Sprite | undefined
  /** The size in px of an image of the package or the platform. */
  imageSize: (path: string) => { width: number; height: number } | undefined
  dpRatio: number
}

/** A picture or a part of one. */
export interface Picture {
  path: string
  /** The part that is shown, in px of the image; a whole image has none. A negative size mirrors it. */
  part?: { x: number; y: number; width: number; height: number }
  /** The size of the whole image in its px, when it is known. */
  image?: { width: number; height: number }
  /** How many px of the screen one px of the image is. */
  scale: number
}

/** Finds the sprite or file of this name. */
export function findPicture(name: string, pictures: Pictures): Picture {
  const sprite = pictures.spriteOf(unquote(name))
  if (!sprite) {
    const path = unquote(name)
    return { path, image: pictures.imageSize(path), scale: 1 }
  }
  const { source, x, y, width, height, resolution } = sprite
  return {
    path: source,
    part: { x, y, width, height },
    image: pictures.imageSize(source),
    scale: pictures.dpRatio / (resolution > 0 ? resolution : 1),
  }
}

/** The size on the screen that a picture has by itself. */
export function pictureSize({ part, image, scale }: Picture): { width: number; height: number } | undefined {
  const size = part ?? image
  return size && { width: Math.abs(size.width) * scale, height: Math.abs(size.height) * scale }
}

/** Shows a picture as the background of a box, stretched over all of it. Shares keep it right however large the box gets. */
export function stretchPicture({ path, part, image }: Picture): Declarations {
  const css: Declarations = { 'background-image': assetUrl(path), 'background-repeat': 'no-repeat' }
  if (!part || !image) return { ...css, 'background-size': '100% 100%' }
  const width = Math.abs(part.width) || 1
  const height = Math.abs(part.height) || 1
  const mirror = [part.width < 0 ? -1 : 1, part.height < 0 ? -1 : 1]
  const x = part.width < 0 ? part.x + part.width : part.x
  const y = part.height < 0 ? part.y + part.height : part.y
  return {
    ...css,
    'background-size': `${percent(image.width / width)} ${percent(image.height / height)}`,
    'background-position': `${percent(shareOf(x, image.width - width))} ${percent(shareOf(y, image.height - height))}`,
    ...(mirror.includes(-1) ? { transform: `scale(${mirror.join(', ')})` } : {}),
  }
}

function shareOf(offset: number, room: number): number {
  return room === 0 ? 0 : offset / room
}

function percent(share: number): string {
  return `${Math.round(share * 1e6) / 1e4}%`
}
