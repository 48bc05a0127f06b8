import type { ResolvedStyle } from '../style/resolved.ts'
import type { Declarations } from './declare.ts'
import { readPx } from './values.ts'

const sides = ['top', 'right', 'bottom', 'left'] as const
const corners = ['top-left', 'top-right', 'bottom-right', 'bottom-left'] as const

/** Sizes, distances, borders, corners, the background colour and the shadows of a box. */
export function declareBox(style: ResolvedStyle): Declarations {
  const css: Declarations = {}
  if (style.get('box-sizing') === 'border-box') css['box-sizing'] = 'border-box'
  for (const name of ['width', 'height'] as const) {
    copy(style, css, name, 'auto')
    copy(style, css, `max-${name}`, 'none')
    const min = style.get(`min-${name}`)
    if (min !== undefined && min !== 'auto' && !(readPx(min) === 0)) css[`min-${name}`] = min
  }
  for (const side of sides) {
    copyLength(style, css, `margin-${side}`)
    copyLength(style, css, `padding-${side}`)
    declareBorder(style, css, side)
  }
  for (const corner of corners) copyLength(style, css, `border-${corner}-radius`)
  const background = style.get('background-color')
  if (background !== undefined && !isTransparent(background)) css['background-color'] = background
  const shadow = style.get('box-shadow')
  if (shadow !== undefined && shadow !== 'none') css['box-shadow'] = shadow
  return css
}

/** Whether a colour shows nothing. */
export function isTransparent(color: string): boolean {
  return color === 'transparent' || /^#[0-9a-f]{6}00$/i.test(color) || /^#[0-9a-f]{3}0$/i.test(color)
}

/** A border has a width and a colour; there is no style to switch it on. */
function declareBorder(style: ResolvedStyle, css: Declarations, side: (typeof sides)[number]): void {
  const width = style.get(`border-${side}-width`)
  if (width === undefined || !((readPx(width) ?? 0) > 0)) return
  css[`border-${side}-width`] = width
  css[`border-${side}-style`] = 'solid'
  css[`border-${side}-color`] = style.get(`border-${side}-color`) ?? '#000000ff'
}

function copy(style: ResolvedStyle, css: Declarations, name: string, initial: string): void {
  const value = style.get(name)
  if (value !== undefined && value !== initial) css[name] = value
}

function copyLength(style: ResolvedStyle, css: Declarations, name: string): void {
  const value = style.get(name)
  if (value !== undefined && readPx(value) !== 0) css[name] = value
}
