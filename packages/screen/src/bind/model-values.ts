import type { ModelRead } from './data-model.ts'

/** A value as text: booleans are "1" and "0", numbers have at most six decimals, nothing and tables are empty. */
export function toText(value: ModelRead): string {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? '1' : '0'
  if (typeof value === 'number') return writeNumber(value)
  return typeof value === 'bigint' ? String(value) : ''
}

/** A value as a number; what is none counts as 0. */
export function toNumber(value: ModelRead): number {
  if (typeof value === 'string') return Number.parseFloat(value) || 0
  return typeof value === 'object' || value === undefined ? 0 : Number(value)
}

/** Whether a value counts as true: nothing, 0, "", "0" and "false" do not. */
export function toBoolean(value: ModelRead): boolean {
  if (typeof value === 'string') return value !== '' && value !== '0' && value.toLowerCase() !== 'false'
  if (typeof value === 'number') return value !== 0 && !Number.isNaN(value)
  return value !== undefined && value !== false && value !== 0n
}

function writeNumber(value: number): string {
  if (Number.isInteger(value) || !Number.isFinite(value)) return String(value)
  return value.toFixed(6).replace(/\.?0+$/, '')
}
