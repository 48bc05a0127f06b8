import type { ModelRead } from './data-model.ts'
import { toBoolean, toNumber, toText } from './model-values.ts'

/** What changes a value on its way to the screen: `price | format(2)`. */
export type Pipe = (value: ModelRead, args: readonly ModelRead[]) => ModelRead

const maxDecimals = 32

/** RmlUi's pipes by name. */
export const pipes: ReadonlyMap<string, Pipe> = new Map<string, Pipe>([
  ['to_upper', (value) => toText(value).toUpperCase()],
  ['to_lower', (value) => toText(value).toLowerCase()],
  ['round', (value) => Math.sign(toNumber(value)) * Math.round(Math.abs(toNumber(value)))],
  [
    'format',
    (value, [decimals, strip]) => {
      const places = Math.min(Math.max(Math.trunc(toNumber(decimals)), 0), maxDecimals)
      const text = toNumber(value).toFixed(places)
      return toBoolean(strip) && text.includes('.') ? text.replace(/\.?0+$/, '') : text
    },
  ],
])
