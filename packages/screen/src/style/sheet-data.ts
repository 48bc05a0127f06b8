import type { Place } from '../element.ts'
import type { Declared } from './declarations.ts'

/** A style sheet as text. `path` is its file in the package, or the document's when it stands in a `<style>`. */
export interface SheetSource {
  path: string
  text: string
  /** The line of the file in which the text begins, from 1. */
  firstLine?: number
}

/** A part of an image under a name. Positions count in px of the image; a negative size mirrors the part. */
export interface Sprite {
  /** The image's path in the package, or `/system/…`. */
  source: string
  x: number
  y: number
  width: number
  height: number
  /** How many px of the image are one dp. */
  resolution: number
}

/** A `@decorator` block; properties are named as in RCSS, values are written like those of a resolved style. */
export interface NamedDecorator {
  type: string
  properties: ReadonlyMap<string, string>
}

/** A `@font-face`. */
export interface FontFace {
  family: string
  /** The font's path in the package, or `/system/…`. */
  source: string
  style: 'normal' | 'italic'
  /** `normal`, `bold`, a number, or two numbers for a variable font. */
  weight: string
  /** Whether it stands in for characters that other fonts lack. */
  isFallback: boolean
  place: Place
}

/** One stop of a `@keyframes`, from 0 to 1, and what it sets. */
export interface Keyframe {
  stop: number
  declared: readonly Declared[]
}

/** The frames of a `@keyframes` in order. */
export interface Keyframes {
  name: string
  frames: readonly Keyframe[]
}
