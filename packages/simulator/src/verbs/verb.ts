import type { Phone } from '../phone/phone.ts'
import type { PhoneSources } from '../sources/phone-sources.ts'
import type { Args } from './arguments.ts'

/** What verbs work with. */
export interface VerbContext {
  phone: Phone
  sources: PhoneSources
  now: () => number
  /** Draws the phone's screen as PNG. */
  drawScreen: () => Promise<Uint8Array>
}

/** Something that a person does to the phone, from a page or from `mosis sim`. */
export type Verb = (context: VerbContext, args: Args) => unknown
