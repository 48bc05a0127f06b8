import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'
import type { IconPicture } from './icon.tsx'
import { joinClasses } from './join-classes.ts'
import styles from './badge.module.css'

export interface BadgeProps {
  kind?: 'plain' | 'accent' | 'info' | 'good' | 'warn' | 'bad'
  icon?: IconPicture
  children: ReactNode
}

/** A short fact beside a name: a number, a role, "beta". */
export function Badge({ kind = 'plain', icon, children }: BadgeProps) {
  return (
    <span className={joinClasses(styles.badge, kind !== 'plain' && styles[kind])}>
      {icon && <Icon of={icon} size={12} />}
      {children}
    </span>
  )
}
