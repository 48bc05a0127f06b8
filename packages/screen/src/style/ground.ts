import type { Place } from '../element.ts'
import { createRootInheritance, type Inheritance } from './cascade.ts'
import { createReachMap, type ReachMap } from './reach.ts'
import { createRuleIndex, type RuleIndex } from './rule-index.ts'
import { joinSheets, type ParsedSheet, type SheetSet } from './sheets.ts'
import type { Viewport } from './viewport.ts'

/** What all styles rest on, until a sheet or the screen is another. */
export interface Ground {
  viewport: Viewport
  sheets: SheetSet
  index: RuleIndex
  reach: ReachMap
  root: Inheritance
}

/** Joins sheets for a screen and prepares them to be asked. */
export function createGround(
  parsed: readonly ParsedSheet[],
  viewport: Viewport,
  warn: (message: string, place: Place) => void,
): Ground {
  const sheets = joinSheets(parsed, viewport, warn)
  const { rules } = sheets
  return {
    viewport,
    sheets,
    index: createRuleIndex(rules),
    reach: createReachMap(rules),
    root: createRootInheritance(viewport),
  }
}
