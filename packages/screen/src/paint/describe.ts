import type { ScreenDocument } from '../document.ts'
import { isDragged } from '../drag.ts'
import type { ScreenElement, ScreenText } from '../element.ts'
import { resolveFile } from '../style/file-names.ts'
import type { ResolvedStyle } from '../style/resolved.ts'
import type { Styles } from '../style/styles.ts'
import { controlOf, declareControl, type ControlFiles } from './controls-look.ts'
import { declare, inheritedLook, type Declarations, type Surroundings } from './declare.ts'
import { hasFont, missingFamily } from './declare-text.ts'
import { declareRoot } from './declare-root.ts'
import { decorate, type Decoration, type DecorationData } from './decorate.ts'
import type { Layer } from './layer.ts'
import type { PaintControl, PaintFont } from './patch.ts'
import { readPx } from './values.ts'
import { fillLayers } from './progress-fill.ts'
import { declareScrollbars } from './scrollbars.ts'
import { isSamePlan, planTable, type TablePlan } from './table-plan.ts'
import { declareTablePart, tableAround } from './tables.ts'
import { rememberOne, rememberTwo } from './remember.ts'
import { isInLine, keepBlanks } from './white-space.ts'

/** What elements are described with, and what was worked out for styles already. */
export interface Describer {
  styles: Pick<Styles, 'styleOf' | 'spriteOf' | 'decoratorOf'>
  families: Pick<Surroundings, 'families' | 'fallbacks' | 'standardFamily'>
  data: DecorationData & ControlFiles
  declare: (style: ResolvedStyle, parent: ResolvedStyle) => Declarations
  decorate: (style: ResolvedStyle) => Decoration
  lookOf: (style: ResolvedStyle) => string
  /** The grid of a table; it is worked out once until the next change. */
  planOf: (table: ScreenElement) => TablePlan
  /** Counts up when a table's grid is another. */
  versionOf: (table: ScreenElement) => number
  /** Something changed that tables may depend on. */
  forgetPlans: () => void
  /** Takes note of a family that is not loaded. */
  noteMissing: (family: string) => void
}

export interface DescriberOptions {
  document: ScreenDocument
  styles: Pick<Styles, 'styleOf' | 'spriteOf' | 'decoratorOf'>
  dpRatio: number
  fonts: readonly PaintFont[]
  standardFamily: string | undefined
  noteMissing: (family: string) => void
  imageSize: (path: string) => { width: number; height: number } | undefined
}

/** In the place of the style around a document's body. */
const noStyle: ResolvedStyle = new Map()

/** Makes a describer; with other fonts, sheets or another size of a dp a new one is needed. */
export function createDescriber(options: DescriberOptions): Describer {
  const { document, styles, fonts, standardFamily, imageSize, dpRatio, noteMissing } = options
  const fallbacks = new Set(fonts.filter(({ isFallback }) => isFallback).map(({ family }) => family))
  const families = {
    families: new Set(fonts.map(({ family }) => family.toLowerCase())),
    fallbacks: [...fallbacks],
    standardFamily,
  }
  const data = {
    spriteOf: (name: string) => styles.spriteOf(name),
    decoratorOf: (name: string) => styles.decoratorOf(name),
    imageSize,
    dpRatio,
    fileOf: (name: string) => resolveFile(document.path, name) ?? '',
  }
  const versions = new WeakMap<ScreenElement, { plan: TablePlan; version: number }>()
  let planOf = rememberOne((table: ScreenElement) => planTable(table, (one) => styles.styleOf(one)))
  return {
    styles,
    families,
    data,
    declare: rememberTwo((style, parent) =>
      declare(style, { parent: parent === noStyle ? undefined : parent, ...families }),
    ),
    decorate: rememberOne((style) => decorate(style, data)),
    lookOf: rememberOne(inheritedLook),
    planOf: (table) => planOf(table),
    versionOf(table) {
      const plan = planOf(table)
      const known = versions.get(table)
      if (known && isSamePlan(known.plan, plan)) return known.version
      const version = (known?.version ?? 0) + 1
      versions.set(table, { plan, version })
      return version
    },
    forgetPlans() {
      planOf = rememberOne((table: ScreenElement) => planTable(table, (one) => styles.styleOf(one)))
    },
    noteMissing,
  }
}

/** An element as it is painted, without its children. */
export interface Description {
  style: Declarations
  control: PaintControl | undefined
  layers: Layer[]
  /** Whether what is in it is painted too. */
  showsChildren: boolean
  /** What of its style the children depend on. */
  look: string
}

/** Says how an element is painted. */
export function describeElement(element: ScreenElement, describer: Describer): Description {
  const { styles } = describer
  const style = styles.styleOf(element)
  const parent = element.parent ? styles.styleOf(element.parent) : undefined
  const { data } = describer
  const css = { ...describer.declare(style, parent ?? noStyle) }
  if (isBare(element, describer)) css['line-height'] = '0px'
  const control = controlOf(element, style, data)
  declareControl(element, style, control, css)
  declareScrollbars(element, (one) => styles.styleOf(one), css)
  const { css: decoration, layers: decorations } = describer.decorate(style)
  Object.assign(css, decoration)
  let layers = [...decorations]
  if (element.tag === 'fill' && element.isGenerated) {
    layers.unshift(...fillLayers(style, parent?.get('fill-image'), data))
    css['isolation'] = 'isolate'
  }
  if (
    element.children.some((child) => child.kind === 'element' && child.isGenerated) &&
    css['position'] === undefined
  ) {
    // The parts of a control are placed in it.
    css['position'] = 'relative'
  }
  const table = tableAround(element, (one) => styles.styleOf(one))
  const plan = table && describer.planOf(table)
  if (plan) layers = declareTablePart(element, style, plan, css, layers)
  // A live picture lies behind what is in the element.
  if (control?.kind === 'video') Object.assign(css, { isolation: 'isolate', position: css['position'] ?? 'relative' })
  // A finger that drags it must not scroll what it is in.
  if (isDragged(element)) css['touch-action'] = 'none'
  if (parent === undefined) declareRoot(style, css)
  return {
    style: css,
    control,
    layers: control ? [] : layers,
    showsChildren: (control === undefined || control.kind === 'video') && css['display'] !== 'none',
    look: plan ? `${describer.lookOf(style)}\n${describer.versionOf(table)}` : describer.lookOf(style),
  }
}

/** Whether an inline element has nothing that would give its line a height: no letters, no edges, no boxes. */
function isBare(element: ScreenElement, describer: Describer): boolean {
  const styleOf = (one: ScreenElement) => describer.styles.styleOf(one)
  const style = styleOf(element)
  if (hasFont(style, describer.families) || !isInLine(element, styleOf)) return false
  const sides = ['left', 'right', 'top', 'bottom']
  const edges = sides.flatMap((side) => [`border-${side}-width`, `padding-${side}`, `margin-${side}`])
  if (edges.some((name) => (readPx(style.get(name) ?? '0px') ?? 1) !== 0)) return false
  return element.children.every((child) => child.kind === 'text' || isBare(child, describer))
}

/** The text that is painted for a node: none where no font is loaded, as RmlUi does it. */
export function describeText(node: ScreenText, describer: Describer): string {
  const style: ResolvedStyle | undefined = node.parent ? describer.styles.styleOf(node.parent) : undefined
  const missing = style && missingFamily(style, describer.families.families)
  if (missing !== undefined) describer.noteMissing(missing)
  return style && hasFont(style, describer.families) ? keepBlanks(node, (one) => describer.styles.styleOf(one)) : ''
}
