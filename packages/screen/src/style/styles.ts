import type { ScreenDocument } from '../document.ts'
import type { Place, ScreenElement } from '../element.ts'
import { lengthScale } from './cascade.ts'
import { createGround } from './ground.ts'
import { resolveDecorator } from './named-decorators.ts'
import type { Origin, ResolvedStyle } from './resolved.ts'
import { createRestyler, type Restyler } from './restyler.ts'
import type { FontFace, Keyframes, NamedDecorator, SheetSource, Sprite } from './sheet-data.ts'
import { parseSheet, type ParsedSheet } from './sheets.ts'
import type { Viewport } from './viewport.ts'

/** What styles need of whoever shows a document. */
export interface StylesOptions {
  viewport: Viewport
  /** Something in a sheet or a `style` attribute that has no effect, for the developer. */
  warn: (message: string, place?: Place) => void
}

/** The styles of one document's elements. */
export interface Styles {
  /** Replaces all sheets; the order is that of the cascade. */
  setSheets(sheets: readonly SheetSource[]): void
  setViewport(viewport: Viewport): void
  /** Follows a document from now on, instead of the one before; answers how to stop. */
  watch(document: ScreenDocument): () => void
  /** The style of an element as of the last update; it has a value for every property. */
  styleOf(element: ScreenElement): ResolvedStyle
  /** Where each value comes from, as of the last update. */
  originsOf(element: ScreenElement): ReadonlyMap<string, Origin>
  /**
   * Brings all styles up to date and moves what moves; answers the elements whose style is another than after the last update.
   * Then it sends `transitionend` and `animationend` to where something ended.
   */
  update(nowMs: number): Set<ScreenElement>
  /** Whether something moves, so that the next frame will look different. */
  readonly isAnimating: boolean
  spriteOf(name: string): Sprite | undefined
  decoratorOf(name: string): NamedDecorator | undefined
  readonly fontFaces: readonly FontFace[]
  keyframesOf(name: string): Keyframes | undefined
}

/** What is told about one set of sheets; who has more to mend begins with these. */
const maxTold = 200

/** Makes the styles of a document that `watch` will name. */
export function createStyles({ viewport, warn: tell }: StylesOptions): Styles {
  let told = 0
  const warn: StylesOptions['warn'] = (message, place) => {
    told += 1
    if (told <= maxTold) tell(message, place)
  }
  let parsed: ParsedSheet[] = []
  let ground = createGround(parsed, viewport, warn)
  let restyler: Restyler | null = null
  return {
    setSheets(sources) {
      told = 0
      parsed = sources.map((source) => parseSheet(source, warn))
      ground = createGround(parsed, ground.viewport, warn)
      restyler?.setGround(ground, true)
    },
    setViewport(next) {
      // What has no effect was told when the sheets came.
      ground = createGround(parsed, next, () => {})
      restyler?.setGround(ground, false)
    },
    watch(document) {
      restyler?.stop()
      const started = createRestyler(document, ground, warn)
      restyler = started
      return () => {
        started.stop()
        if (restyler === started) restyler = null
      }
    },
    styleOf: (element) => restyler?.styleOf(element) ?? ground.root.plain,
    originsOf: (element) => restyler?.originsOf(element) ?? new Map(),
    update: (nowMs) => restyler?.update(nowMs) ?? new Set(),
    get isAnimating() {
      return restyler?.isAnimating ?? false
    },
    spriteOf: (name) => ground.sheets.sprites.get(name),
    decoratorOf(name) {
      const found = ground.sheets.decorators.get(name)
      const { viewport, root } = ground
      return found && resolveDecorator(found, lengthScale({ viewport, rootFontSize: root.fontSize }, root.fontSize))
    },
    get fontFaces() {
      return ground.sheets.fontFaces
    },
    keyframesOf: (name) => ground.sheets.keyframes.get(name),
  }
}
