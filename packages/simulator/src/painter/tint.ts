const svg = 'http://www.w3.org/2000/svg'
/** Colours beyond this many are painted untinted: an app may animate one. */
const maxTints = 256

/** Filters that multiply what is painted with a colour; they lie in the same tree as the boxes that use them. */
export function createTints(parent: ParentNode & Node): { urlOf(color: string): string } {
  const page = parent.ownerDocument!
  const holder = page.createElementNS(svg, 'svg')
  holder.setAttribute('width', '0')
  holder.setAttribute('height', '0')
  holder.setAttribute('aria-hidden', 'true')
  holder.style.setProperty('position', 'absolute')
  parent.append(holder)
  const known = new Set<string>()
  return {
    urlOf(color) {
      const id = `tint-${color.slice(1)}`
      if (!known.has(id) && known.size < maxTints) {
        known.add(id)
        holder.append(makeFilter(page, id, color))
      }
      return `#${id}`
    },
  }
}

function makeFilter(page: Document, id: string, color: string): SVGElement {
  const [red, green, blue, alpha] = [1, 3, 5, 7].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
  const filter = page.createElementNS(svg, 'filter')
  filter.id = id
  filter.setAttribute('color-interpolation-filters', 'sRGB')
  const matrix = page.createElementNS(svg, 'feColorMatrix')
  matrix.setAttribute('type', 'matrix')
  matrix.setAttribute('values', `${red} 0 0 0 0  0 ${green} 0 0 0  0 0 ${blue} 0 0  0 0 0 ${alpha} 0`)
  filter.append(matrix)
  return filter
}
