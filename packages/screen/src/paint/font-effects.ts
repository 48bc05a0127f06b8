import type { Declarations } from './declare.ts'
import { readCall, readPx, splitCommas, splitWords } from './values.ts'

/** A shadow of text further away or softer than this is painted so; it costs the browser, not the app. */
const maxDistance = 200

interface Effect {
  lengths: number[]
  color: string
}

/** Glow, outline, shadow and blur of text. RmlUi draws them with the font; here they are shadows and a stroke. */
export function declareFontEffect(value: string): Declarations {
  const shadows: string[] = []
  const css: Declarations = { 'text-shadow': 'none', '-webkit-text-stroke': '0' }
  for (const part of value === 'none' ? [] : splitCommas(value)) {
    const call = readCall(part)
    if (!call) continue
    const { lengths, color } = readEffect(call.inside)
    const [first = 0, second = 0, third = 0, fourth = 0] = lengths
    switch (call.name) {
      case 'shadow':
        shadows.push(`${px(first)} ${px(second)} 0 ${color}`)
        break
      case 'glow': {
        // glow(outline blur? x? y?): a width that is filled, then one that fades.
        const blur = lengths.length > 1 ? second : first
        for (let count = 0; count < 2; count += 1)
          shadows.push(`${px(third)} ${px(fourth)} ${px(first + blur)} ${color}`)
        break
      }
      case 'outline':
        css['-webkit-text-stroke'] = `${px(first * 2)} ${color}`
        css['paint-order'] = 'stroke fill'
        break
      case 'blur':
        shadows.push(`0 0 ${px(first * 2)} ${color}`)
        css['-webkit-text-fill-color'] = 'transparent'
        break
    }
  }
  if (shadows.length > 0) css['text-shadow'] = shadows.slice(0, 8).join(', ')
  return css
}

function readEffect(inside: string): Effect {
  const effect: Effect = { lengths: [], color: '#ffffffff' }
  for (const word of splitWords(inside)) {
    const length = readPx(word)
    if (length === undefined) effect.color = word
    else effect.lengths.push(Math.min(Math.max(length, -maxDistance), maxDistance))
  }
  return effect
}

function px(length: number): string {
  return `${length}px`
}
