import type { ComponentType } from 'react'

/** A picture of lucide-react, or one that takes the same properties. */
export type IconPicture = ComponentType<{
  size?: number | string
  strokeWidth?: number | string
  className?: string
  'aria-hidden'?: boolean | 'true' | 'false'
}>

/** A picture beside words: 16 px, or 20 where it stands alone; never read out. */
export function Icon({ of: Picture, size = 16, className }: { of: IconPicture; size?: number; className?: string }) {
  return <Picture size={size} strokeWidth={1.5} className={className} aria-hidden />
}
