import {
  Archive,
  CalendarClock,
  CircleCheck,
  CircleDashed,
  CirclePause,
  CircleSlash,
  CircleX,
  Eye,
  Hourglass,
  OctagonX,
  PencilLine,
  Radio,
  ScanSearch,
  ShieldAlert,
  Undo2,
} from 'lucide-react'
import { Icon } from './icon.tsx'
import type { IconPicture } from './icon.tsx'
import { joinClasses } from './join-classes.ts'
import styles from './status.module.css'

type Colour = 'grey' | 'blue' | 'amber' | 'teal' | 'green' | 'red'

const looks = {
  draft: ['grey', CircleDashed],
  submitted: ['blue', Hourglass],
  checking: ['blue', ScanSearch],
  failed: ['red', CircleX],
  in_review: ['blue', Eye],
  changes_requested: ['amber', PencilLine],
  rejected: ['red', OctagonX],
  approved: ['teal', CircleCheck],
  scheduled: ['teal', CalendarClock],
  published: ['green', Radio],
  halted: ['red', CirclePause],
  quarantined: ['red', ShieldAlert],
  superseded: ['grey', Archive],
  withdrawn: ['grey', Undo2],
  suspended: ['red', CircleSlash],
} as const satisfies Record<string, readonly [Colour, IconPicture]>

/** Where a version or an app stands. */
export type State = keyof typeof looks

/** Where a version or an app stands: a shape, a word and a colour of its own for each. */
export function Status({ state, label }: { state: State; label: string }) {
  const [colour, picture] = looks[state]
  return (
    <span className={joinClasses(styles.status, styles[colour])}>
      <Icon of={picture} size={14} />
      {label}
    </span>
  )
}

/** Any other state, in the same form: its colour and picture are chosen by the page. */
export function StatusPill({ colour, icon, label }: { colour: Colour; icon: IconPicture; label: string }) {
  return (
    <span className={joinClasses(styles.status, styles[colour])}>
      <Icon of={icon} size={14} />
      {label}
    </span>
  )
}
