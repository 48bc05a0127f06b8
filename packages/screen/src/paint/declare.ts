import { inheritedProperties } from '../style/properties.ts'
import type { ResolvedStyle } from '../style/resolved.ts'
import { declareBox } from './declare-box.ts'
import { declareEffects } from './declare-effects.ts'
import { declareFlow } from './declare-flow.ts'
import { declareText } from './declare-text.ts'

/** Declarations in the words of CSS, as `style.setProperty` takes them. */
export type Declarations = Record<string, string>

/** What an element's look depends on besides its own style. */
export interface Surroundings {
  /** The style of the element around it; undefined for the document's body. */
  parent: ResolvedStyle | undefined
  /** Families of fonts that are loaded, in lower case, and those that stand in for missing characters. */
  families: ReadonlySet<string>
  fallbacks: readonly string[]
  /** What texts are painted in whose family is not loaded; without one they are not painted. */
  standardFamily?: string | undefined
}

/**
 * Says an element's resolved style in CSS, so that a browser lays it out and paints it as RmlUi does. Whoever paints starts each
 * element from CSS's initial values (`all: unset`); what equals them is left out, and so is what comes from the element around it.
 */
export function declare(style: ResolvedStyle, around: Surroundings): Declarations {
  return {
    ...declareFlow(style, around.parent),
    ...declareBox(style),
    ...declareText(style, around),
    ...declareEffects(style, around.parent),
  }
}

/** Everything of a style that says how the children look: when it changes they are declared anew. */
export function inheritedLook(style: ResolvedStyle): string {
  return handedDown.map((name) => style.get(name) ?? '').join('\n')
}

const handedDown = ['display', 'flex-direction', ...inheritedProperties]
