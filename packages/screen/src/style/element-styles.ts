import type { Place, ScreenElement } from '../element.ts'
import { computeStyle, type CascadeScale, type Computed, type Inheritance } from './cascade.ts'
import type { Declared } from './declarations.ts'
import type { Ground } from './ground.ts'
import { createOwnDeclarations } from './own-declarations.ts'
import { createResolver, type Rule } from './sheets.ts'

/** Makes the styles of single elements. */
export interface ElementStyles {
  /** The style of an element under rules; what was made for another one that declares the same is used again. */
  styleFor(element: ScreenElement, rules: readonly Rule[], around: Inheritance, scale: CascadeScale): Computed
  /** As `styleFor`, and nothing is remembered. */
  styleOnce(element: ScreenElement, rules: readonly Rule[], around: Inheritance, scale: CascadeScale): Computed
  /** What the element's own `style` declares. */
  declaredBy(element: ScreenElement): readonly Declared[]
}

/** Styles that are remembered for one set of inherited values; code may set a new own style with every frame. */
const maxKnown = 500

/** `warn` hears once of everything that has no effect. */
export function createElementStyles(
  { sheets }: Ground,
  documentPath: string,
  warn: (message: string, place?: Place) => void,
): ElementStyles {
  const isSprite = (name: string) => sheets.sprites.has(name)
  const declaredBy = createOwnDeclarations(createResolver(documentPath, isSprite), warn)
  const toldUnset = new WeakSet<Declared>()
  return { styleFor, styleOnce, declaredBy }

  function styleFor(
    element: ScreenElement,
    rules: readonly Rule[],
    around: Inheritance,
    scale: CascadeScale,
  ): Computed {
    const own = element.ownStyle.size === 0 ? '' : element.getAttribute('style')
    const key = `${rules.map(({ rank }) => rank).join()} ${own}`
    const earlier = around.known.get(key)
    if (earlier) return earlier
    const computed = styleOnce(element, rules, around, scale)
    if (around.known.size >= maxKnown) around.known.clear()
    around.known.set(key, computed)
    return computed
  }

  function styleOnce(
    element: ScreenElement,
    rules: readonly Rule[],
    around: Inheritance,
    scale: CascadeScale,
  ): Computed {
    const declared = [...rules.flatMap((rule) => rule.declared), ...declaredBy(element)]
    return computeStyle(around, declared, scale, (unset) => tellUnset(unset, rules))
  }

  function tellUnset(unset: Declared, rules: readonly Rule[]): void {
    if (toldUnset.has(unset) || unset.kind !== 'open') return
    toldUnset.add(unset)
    const place = rules.find((rule) => rule.declared.includes(unset))?.place
    const { property, text } = unset
    warn(`Set the variables of "${property}: ${text}" to something it takes, or give them a fallback`, place)
  }
}
