import type { Finding } from '@mosis/api'
import { CircleX, Info, TriangleAlert } from 'lucide-react'
import type { LucideIcon } from 'lucide-react'

/** A shape for each weight of a finding, so that colour is not all that tells them apart. */
export const severityPictures: Readonly<Record<Finding['severity'], LucideIcon>> = {
  error: CircleX,
  warning: TriangleAlert,
  info: Info,
}

/** The kind of a notice or marker for each weight. */
export const severityKinds = { error: 'bad', warning: 'warn', info: 'info' } as const
