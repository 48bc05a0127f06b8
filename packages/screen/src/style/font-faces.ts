import type { RcssDeclaration } from '@mosis/syntax'
import type { Place } from '../element.ts'
import { resolveFile } from './file-names.ts'
import type { FontFace } from './sheet-data.ts'

/** Reads the block of a `@font-face`; undefined, and told, when it names no font. */
export function readFontFace(
  declarations: readonly RcssDeclaration[],
  sheetPath: string,
  place: Place,
  warn: (message: string, place: Place) => void,
): FontFace | undefined {
  const valueOf = (name: string) => {
    const text = declarations.findLast((one) => one.name.toLowerCase() === name)?.value ?? ''
    return text.replace(/^(["'])(.*)\1$/, '$2')
  }
  const source = resolveFile(sheetPath, valueOf('src'))
  const family = valueOf('font-family')
  if (!source || family === '') {
    warn('Name "font-family" and, as "src", a font of the package in this @font-face', place)
    return undefined
  }
  return {
    family,
    source,
    style: valueOf('font-style').toLowerCase() === 'italic' ? 'italic' : 'normal',
    weight: valueOf('font-weight').toLowerCase() || 'normal',
    isFallback: /^(?:true|1)$/i.test(valueOf('fallback-face')),
    place,
  }
}
