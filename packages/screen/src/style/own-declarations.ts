import type { ScreenElement } from '../element.ts'
import { describeProblem, readDeclaration, type Declared } from './declarations.ts'
import type { ResolveImage } from './value-kinds.ts'

const none: readonly Declared[] = []
/** Texts of `style` attributes that are remembered; code may make a new one with every frame. */
const maxKnown = 1000

/** Reads `style` attributes; the same text is read once. */
export function createOwnDeclarations(
  resolveImage: ResolveImage,
  warn: (message: string) => void,
): (element: ScreenElement) => readonly Declared[] {
  const known = new Map<string, readonly Declared[]>()
  return (element) => {
    if (element.ownStyle.size === 0) return none
    const text = element.getAttribute('style') ?? ''
    const earlier = known.get(text)
    if (earlier) return earlier
    if (known.size >= maxKnown) known.clear()
    const declared = [...element.ownStyle].flatMap(([name, value]) => readOwn(element, name, value))
    known.set(text, declared)
    return declared
  }

  function readOwn(element: ScreenElement, name: string, value: string): Declared[] {
    const read = readDeclaration(name, value, resolveImage)
    if ('declared' in read) return read.declared
    const whose = element.id === '' ? `<${element.tag}>` : `<${element.tag} id="${element.id}">`
    warn(`${describeProblem(read.problem)}, in the style of ${whose}`)
    return []
  }
}
