import { controlKind, isDisabled, rangeOf, setValue } from './controls.ts'
import type { ScreenElement } from './element.ts'
import { elementsIn } from './walk.ts'

/** The range that an element belongs to as a part, or is. */
export function sliderOf(element: ScreenElement): ScreenElement | undefined {
  const slider = element.isGenerated ? element.parent : element
  return slider && controlKind(slider) === 'range' && !isDisabled(slider) ? slider : undefined
}

/** Moves a range by so many steps. */
export function stepSlider(slider: ScreenElement, steps: number): void {
  const { min, max, step, value } = rangeOf(slider)
  slide(slider, value + steps * (step > 0 ? step : (max - min) / 100))
}

/** Puts the bar of a range where a person points to. Nothing happens while nobody knows where the range is. */
export function slideTo(slider: ScreenElement, x: number, y: number): void {
  const layout = slider.document.layout
  const boxOf = (tag: string) => {
    const part = elementsIn(slider).find((one) => one.tag === tag)
    return part && layout?.boxOf(part)
  }
  const track = boxOf('slidertrack') ?? layout?.boxOf(slider)
  if (!track) return
  const bar = boxOf('sliderbar')
  const isVertical = slider.getAttribute('orientation') === 'vertical'
  const [at, from, size, barSize] = isVertical
    ? [y, track.y, track.height, bar?.height ?? 0]
    : [x, track.x, track.width, bar?.width ?? 0]
  const room = size - barSize
  if (room <= 0) return
  const share = Math.min(Math.max((at - from - barSize / 2) / room, 0), 1)
  const { min, max } = rangeOf(slider)
  slide(slider, min + share * (max - min))
}

function slide(slider: ScreenElement, value: number): void {
  const { min, max, step } = rangeOf(slider)
  const stepped = step > 0 ? min + Math.round((value - min) / step) * step : value
  const within = Math.min(Math.max(stepped, Math.min(min, max)), Math.max(min, max))
  const text = String(Number(within.toFixed(6)))
  if (text !== String(rangeOf(slider).value)) setValue(slider, text)
}
