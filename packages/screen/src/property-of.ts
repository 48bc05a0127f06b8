import type { ScreenElement } from './element.ts'

/** A property as it holds for the element: of its styles if its document has them, else only what its own `style` says. */
export function propertyOf(element: ScreenElement, name: string): string | undefined {
  return element.document.styles?.styleOf(element).get(name) ?? element.ownStyle.get(name)
}
