import { limits } from '@mosis/format/limits'

/** Why a text cannot be the id of an app; the first fault that a reader would see. */
export type IdFault = 'empty' | 'characters' | 'capitals' | 'dots' | 'digit_first' | 'one_part' | 'too_long'

const wholeId = /^[a-z][a-z0-9]*(\.[a-z][a-z0-9]*)+$/

/** What is wrong with an id, while it is typed; undefined for one that a manifest may carry. The portal decides in the end. */
export function findIdFault(id: string): IdFault | undefined {
  if (id === '') return 'empty'
  if (wholeId.test(id)) return id.length > limits.maxIdCodePoints ? 'too_long' : undefined
  if (/[^A-Za-z0-9.]/.test(id)) return 'characters'
  if (/[A-Z]/.test(id)) return 'capitals'
  if (id.startsWith('.') || id.endsWith('.') || id.includes('..')) return 'dots'
  if (/(^|\.)[0-9]/.test(id)) return 'digit_first'
  return 'one_part'
}

/** The rest of an id out of the name of an app: `My Clock!` is `myclock`; empty where nothing of it can stay. */
export function toIdPart(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
    .replace(/^[0-9]+/, '')
}
