/** A colour; red, green, blue and alpha are from 0 to 255, as RCSS writes them. */
export interface Rgba {
  red: number
  green: number
  blue: number
  alpha: number
}

/** A length that is resolved to px of the screen, or a share of something that only layout knows. */
export type Size = { px: number } | { percent: number }

/** Where a value comes from: a rule of a sheet, the `style` attribute, an ancestor, or the property's initial value. */
export type Origin =
  | { from: 'rule'; path: string; line: number; selector: string }
  | { from: 'style-attribute' }
  | { from: 'inherited'; tag: string; id: string }
  | { from: 'animation'; name: string }
  | { from: 'initial' }

/**
 * One property of an element after the cascade, in the words of RCSS. Lengths in absolute, font and viewport units have become px
 * (written `12px`), percentages stay, `var()` is replaced, colours are written `#rrggbbaa`, keywords are lower case.
 * Text, not a tree: the few readers that need parts take them with `readSize`, `readColor` and the like.
 */
export type ResolvedStyle = ReadonlyMap<string, string>
