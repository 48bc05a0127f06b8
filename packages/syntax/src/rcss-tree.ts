import type { Selector } from 'css-what'
import type { Position, SyntaxProblem } from './position.ts'

/** A style sheet, or the declarations of a `style` attribute. Offsets count UTF-16 units of the text. */
export interface RcssTree {
  items: RcssItem[]
  problems: SyntaxProblem[]
  positionAt: (offset: number) => Position
}

/** `name: value;` with comments taken out of the value. Custom properties begin with `--`. */
export interface RcssDeclaration {
  name: string
  value: string
  offset: number
  valueOffset: number
  end: number
}

/** One selector of a list; `parts` is what css-what makes of it. */
export interface RcssSelector {
  text: string
  parts: Selector[]
  offset: number
}

/** `selector, selector { declarations }`. */
export interface RcssRule {
  kind: 'rule'
  selectors: RcssSelector[]
  declarations: RcssDeclaration[]
  offset: number
}

/** `@media query { rules and sprite sheets }`; any one of the queries is enough. */
export interface RcssMedia {
  kind: 'media'
  queries: RcssMediaQuery[]
  items: Exclude<RcssItem, RcssMedia>[]
  offset: number
}

/** `not (feature: value) and (feature: value)`. */
export interface RcssMediaQuery {
  isNegated: boolean
  conditions: { feature: string; value: string }[]
}

/** `@keyframes name { from, 50% { declarations } }`; stops are from 0 to 1. */
export interface RcssKeyframes {
  kind: 'keyframes'
  name: string
  frames: { stops: number[]; declarations: RcssDeclaration[]; offset: number }[]
  offset: number
}

/** `@spritesheet name { src: file; resolution: 2x; sprite: x y width height; }`; lengths in px of the image; the name may lack. */
export interface RcssSpritesheet {
  kind: 'spritesheet'
  name: string
  source: RcssDeclaration | null
  resolution: number
  sprites: { name: string; x: number; y: number; width: number; height: number; offset: number }[]
  offset: number
}

/** `@decorator name : type { declarations }`. */
export interface RcssDecorator {
  kind: 'decorator'
  name: string
  type: string
  declarations: RcssDeclaration[]
  offset: number
}

/** `@font-face { declarations }`. */
export interface RcssFontFace {
  kind: 'font-face'
  declarations: RcssDeclaration[]
  offset: number
}

/** What stands at the top of a sheet. */
export type RcssItem = RcssRule | RcssMedia | RcssKeyframes | RcssSpritesheet | RcssDecorator | RcssFontFace
