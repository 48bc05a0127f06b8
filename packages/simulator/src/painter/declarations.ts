/** What may be declared on a painted box. Everything else in an update is left out. */
const allowed = new Set(
  [
    '--edge --fixed --scrollbar-x --scrollbar-y --scrollbar-track --scrollbar-bar --scrollbar-corner',
    'display position top right bottom left inset float clear z-index box-sizing isolation contain container-type',
    'width height min-width max-width min-height max-height aspect-ratio overflow overflow-x overflow-y overscroll-behavior touch-action',
    'margin-top margin-right margin-bottom margin-left padding-top padding-right padding-bottom padding-left',
    'border-top-width border-right-width border-bottom-width border-left-width',
    'border-top-style border-right-style border-bottom-style border-left-style',
    'border-top-color border-right-color border-bottom-color border-left-color',
    'border-top-left-radius border-top-right-radius border-bottom-right-radius border-bottom-left-radius',
    'flex flex-grow flex-shrink flex-basis flex-direction flex-wrap order row-gap column-gap',
    'justify-content justify-items justify-self align-content align-items align-self',
    'grid-template-columns grid-template-rows grid-column grid-row grid-auto-rows grid-auto-flow',
    'color caret-color font-family font-size font-weight font-style font-kerning line-height letter-spacing',
    'text-align text-transform text-decoration-line text-overflow text-shadow vertical-align white-space word-break overflow-wrap',
    '-webkit-text-stroke -webkit-text-fill-color paint-order cursor pointer-events visibility opacity',
    'background-color background-image background-size background-position background-repeat background-origin background-clip',
    'mask-image mask-size mask-position mask-repeat mask-origin mask-clip',
    'box-shadow filter backdrop-filter transform transform-origin perspective perspective-origin',
  ].flatMap((names) => names.split(' ')),
)

/** What a value needs that only the page can give. */
export interface Places {
  assetUrl: (path: string) => string
  /** The address of a filter that multiplies with a colour. */
  tintUrl: (color: string) => string
}

/** Sets one declaration, or takes it away; files of the app become addresses. */
export function setDeclaration(style: CSSStyleDeclaration, name: string, value: string | null, places: Places): void {
  if (!allowed.has(name)) return
  if (value === null || typeof value !== 'string') style.removeProperty(name)
  else {
    const placed = placeUrls(value, places)
    // A value that the browser cannot read must not leave an older one standing.
    style.removeProperty(name)
    if (placed !== undefined) style.setProperty(name, placed)
  }
}

/** Puts addresses in for files and filters. Undefined when the value would make the browser load anything else. */
function placeUrls(value: string, { assetUrl, tintUrl }: Places): string | undefined {
  const placed: string[] = []
  const rest = value
    .replace(/url\("asset:((?:[^"\\]|\\[0-9a-f]{1,6} )*)"\)/g, (_whole, path: string) => {
      placed.push(`url("${escapeUrl(assetUrl(unescape(path)))}")`)
      return '\u0000'
    })
    .replace(/tint\((#[0-9a-f]{8})\)/g, (_whole, color: string) => {
      placed.push(`url("${escapeUrl(tintUrl(color))}")`)
      return '\u0000'
    })
  // Escapes could spell url( in ways that no search finds; what RCSS resolves to has none outside of quotes.
  if (
    /url\(|image-set\(|src\(|element\(|image\(|paint\(|@|;|\{|\}/i.test(rest) ||
    /\\/.test(rest.replace(/"[^"]*"/g, ''))
  )
    return undefined
  return rest.replaceAll('\u0000', () => placed.shift() ?? '')
}

function unescape(path: string): string {
  return path.replace(/\\([0-9a-f]{1,6}) /g, (_whole, code: string) =>
    String.fromCodePoint(Math.min(Number.parseInt(code, 16), 0x10ffff)),
  )
}

function escapeUrl(url: string): string {
  return url.replace(/["\\\n\r\f]/g, (one) => `%${one.codePointAt(0)!.toString(16).padStart(2, '0')}`)
}

/** Whether a file's path stays where it begins. */
export function isInside(path: string): boolean {
  return path !== '' && !path.includes('\\') && path.split('/').every((part) => part !== '..' && part !== '.')
}
