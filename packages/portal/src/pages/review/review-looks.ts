import type { Review } from '@mosis/api'
import { CircleCheck, CircleX, Hourglass, PencilLine, Undo2 } from 'lucide-react'

/** A shape and a colour for each state of a review. */
export const reviewLooks = {
  open: { colour: 'blue', icon: Hourglass },
  approved: { colour: 'green', icon: CircleCheck },
  changes_requested: { colour: 'amber', icon: PencilLine },
  rejected: { colour: 'red', icon: CircleX },
  cancelled: { colour: 'grey', icon: Undo2 },
} as const satisfies Record<Review['state'], unknown>
