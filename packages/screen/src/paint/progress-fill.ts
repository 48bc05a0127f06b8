import type { ResolvedStyle } from '../style/resolved.ts'
import type { Declarations } from './declare.ts'
import type { Layer } from './layer.ts'
import { findPicture, stretchPicture, type Pictures } from './picture.ts'
import { readShare } from './values.ts'

/**
 * The picture of a progress bar's filled part. It is as large as the whole bar and cut off where the filled part ends, so that it
 * does not stretch while the bar fills.
 */
export function fillLayers(fill: ResolvedStyle, image: string | undefined, pictures: Pictures): Layer[] {
  if (image === undefined || image === '' || image === 'none') return []
  const whole: Declarations = { display: 'block', position: 'absolute' }
  const sides = [
    ['width', 'left', 'right'],
    ['height', 'top', 'bottom'],
  ] as const
  for (const [size, start, end] of sides) {
    const share = readShare(fill.get(size)) ?? 1
    if (share <= 0) return []
    whole[size] = `${Math.round(1e6 / share) / 1e4}%`
    whole[(fill.get(end) ?? 'auto') === 'auto' ? start : end] = '0px'
  }
  const cut: Declarations = {
    display: 'block',
    position: 'absolute',
    inset: '0px',
    overflow: 'hidden',
    'z-index': '-1',
    'pointer-events': 'none',
  }
  return [
    { style: cut, children: [{ style: { ...whole, ...stretchPicture(findPicture(image, pictures)) }, children: [] }] },
  ]
}
