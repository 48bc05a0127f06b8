import { createLink } from '@tanstack/react-router'
import type { ComponentProps, ReactNode } from 'react'
import { buttonClass } from './button.tsx'
import type { ButtonLook } from './button.tsx'
import { Icon } from './icon.tsx'
import { joinClasses } from './join-classes.ts'

export interface AnchorButtonProps extends ButtonLook, ComponentProps<'a'> {
  children?: ReactNode
}

/** Looks like a button and leads to an address that is no page of the portal: a file, another host. */
export function AnchorButton({ kind, size, icon, isWide, className, children, ...rest }: AnchorButtonProps) {
  return (
    <a {...rest} className={joinClasses(buttonClass({ kind, size, isWide }), className)}>
      {icon && <Icon of={icon} />}
      {children}
    </a>
  )
}

/** Looks like a button and leads to another page: `to`, `params`, `search` as the router's `Link`. */
export const LinkButton = createLink(AnchorButton)
