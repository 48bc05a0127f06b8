import { controlKind, getValue, isDisabled } from '../controls.ts'
import type { ScreenElement } from '../element.ts'
import type { ResolvedStyle } from '../style/resolved.ts'
import { videoOf } from '../video.ts'
import type { Declarations } from './declare.ts'
import { readTint } from './decorate.ts'
import type { PaintControl } from './patch.ts'
import { findPicture, pictureSize, type Pictures } from './picture.ts'

/** Pictures, and how the document names them. */
export interface ControlFiles extends Pictures {
  fileOf: (name: string) => string
}

/** What a browser draws or edits itself, if the element is of that kind. */
export function controlOf(
  element: ScreenElement,
  style: ResolvedStyle,
  pictures: ControlFiles,
): PaintControl | undefined {
  const video = videoOf(element)
  if (video !== undefined) return { kind: 'video', source: video }
  if (element.tag === 'img') return imageOf(element, style, pictures)
  const kind = controlKind(element)
  if (kind !== 'text' && kind !== 'password' && kind !== 'textarea') return undefined
  const maxLength = numberOf(element, 'maxlength')
  return {
    kind: 'field',
    type: kind,
    value: getValue(element),
    placeholder: element.getAttribute('placeholder') ?? '',
    columns: numberOf(element, kind === 'textarea' ? 'cols' : 'size') ?? 20,
    rows: kind === 'textarea' ? (numberOf(element, 'rows') ?? 2) : 1,
    maxLength: maxLength === undefined || maxLength < 0 ? null : Math.floor(maxLength),
    isDisabled: isDisabled(element),
  }
}

/** Sizes of controls where their style says none, and the display of those that are a box of their own inside a line. */
export function declareControl(
  element: ScreenElement,
  style: ResolvedStyle,
  control: PaintControl | undefined,
  css: Declarations,
): void {
  const size = sizeOf(element, control)
  if (size === undefined) return
  if (css['display'] === undefined) {
    css['display'] = 'inline-block'
    // It stands on the line with its lower edge, whatever text is in it. An open select must not be held in it.
    if (element.tag !== 'select') css['contain'] = 'layout'
  }
  // What is in it is laid out as always, whatever it is outside; and as a block it lies below what floats.
  if (css['display'] === 'flex') css['display'] = 'block'
  if (css['display'] === 'inline-flex') css['display'] = 'inline-block'
  if (css['display'] === 'block' && css['position'] === undefined && css['float'] === undefined) css['clear'] ??= 'both'
  const isAutoWidth = (style.get('width') ?? 'auto') === 'auto'
  const isAutoHeight = (style.get('height') ?? 'auto') === 'auto'
  if (isAutoWidth) css['width'] = withBorder(size.width, style, ['left', 'right'])
  if (isAutoHeight) css['height'] = withBorder(size.height, style, ['top', 'bottom'])
}

interface OwnSize {
  width: string
  height: string
}

function sizeOf(element: ScreenElement, control: PaintControl | undefined): OwnSize | undefined {
  const line = '1lh'
  if (control?.kind === 'field') {
    return { width: `${control.columns} * var(--m, 0.83em)`, height: `${control.rows} * round(1lh, 1px)` }
  }
  if (control) return undefined
  switch (element.tag === 'progressbar' ? 'progress' : (controlKind(element) ?? element.tag)) {
    case 'checkbox':
    case 'radio':
      return { width: '16px', height: line }
    case 'select':
      return { width: '128px', height: line }
    case 'range':
    case 'progress':
      return { width: '256px', height: line }
    case 'submit':
    case 'button':
      return undefined
    default:
      return undefined
  }
}

/** A size of what is inside, as `width` and `height` mean it under the element's box-sizing. */
function withBorder(size: string, style: ResolvedStyle, sides: readonly string[]): string {
  if (style.get('box-sizing') !== 'border-box') return size.includes('*') ? `calc(${size})` : size
  const around = sides.flatMap((side) => [style.get(`padding-${side}`), style.get(`border-${side}-width`)])
  return `calc(${[size, ...around.filter((one) => one !== undefined)].join(' + ')})`
}

function imageOf(element: ScreenElement, style: ResolvedStyle, pictures: ControlFiles): PaintControl {
  const sprite = element.getAttribute('sprite')
  const picture = findPicture(sprite ?? pictures.fileOf(element.getAttribute('src') ?? ''), pictures)
  const rect = element
    .getAttribute('rect')
    ?.trim()
    .split(/[\s,]+/)
    .map(Number)
  if (rect?.length === 4 && rect.every((one) => Number.isFinite(one)) && sprite === undefined) {
    const [x = 0, y = 0, width = 0, height = 0] = rect
    picture.part = { x, y, width, height }
  }
  const size = pictureSize(picture)
  const given = { width: numberOf(element, 'width'), height: numberOf(element, 'height') }
  const ratio = size && size.height > 0 ? size.width / size.height : undefined
  // One side that is given takes the other with it.
  const width = given.width ?? (given.height !== undefined && ratio !== undefined ? given.height * ratio : size?.width)
  const height = given.height ?? (given.width !== undefined && ratio ? given.width / ratio : size?.height)
  const tint = readTint(style)
  return {
    kind: 'image',
    source: picture.path,
    ...(width === undefined ? {} : { width }),
    ...(height === undefined ? {} : { height }),
    ...(picture.part ? { part: picture.part } : {}),
    ...(tint === undefined ? {} : { tint }),
  }
}

function numberOf(element: ScreenElement, name: string): number | undefined {
  const number = Number.parseFloat(element.getAttribute(name) ?? '')
  return Number.isFinite(number) ? number : undefined
}
