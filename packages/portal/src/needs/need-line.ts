import type { Need } from '@mosis/api'
import type { Format } from '../format.ts'
import type { IconPicture } from '../parts/icon.tsx'
import type { PageLink } from '../parts/page-link.ts'
import type { needsTexts } from './needs.texts.ts'

/** What a line about something that waits for the person shows. */
export interface NeedLine {
  key: string
  icon: IconPicture
  /** How much it presses. */
  tone: 'bad' | 'warn' | 'good' | 'info' | 'plain'
  title: string
  lead?: string
  /** What its one button says, and where it leads; without a link the page knows what it does. */
  action: string
  link?: PageLink
}

/** What the words of a line are made with. */
export interface Words {
  t: (typeof needsTexts)['en']
  format: Format
  roleWord: (role: string) => string
}

/** An offer that is answered with yes or no. */
export type OfferNeed = Extract<Need, { kind: 'invitation' | 'transfer' }>
