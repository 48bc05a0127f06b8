import type { ComponentProps, MouseEvent, ReactNode } from 'react'
import { Icon } from './icon.tsx'
import type { IconPicture } from './icon.tsx'
import { joinClasses } from './join-classes.ts'
import styles from './button.module.css'

export interface ButtonLook {
  /** `primary` stands once on a page; `danger` is for what cannot be taken back. */
  kind?: 'primary' | 'plain' | 'quiet' | 'danger'
  size?: 'small' | 'medium' | 'large'
  icon?: IconPicture
  isWide?: boolean
}

export interface ButtonProps extends ButtonLook, Omit<ComponentProps<'button'>, 'disabled' | 'onClick'> {
  onPress?: (event: MouseEvent<HTMLButtonElement>) => void
  /** Something is on its way: the words stay, a second press does nothing. */
  isPending?: boolean
  /** Stays reachable by keyboard, so that a reader can hear why: say it beside the button. */
  isDisabled?: boolean
  children: ReactNode
}

/** Does something on this page; what leads to another page is a `LinkButton`. */
export function Button({
  kind = 'plain',
  size = 'medium',
  icon,
  isWide = false,
  onPress,
  isPending = false,
  isDisabled = false,
  type = 'button',
  className,
  children,
  ...rest
}: ButtonProps) {
  const isOff = isPending || isDisabled
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (isOff) event.preventDefault()
    else onPress?.(event)
  }
  return (
    <button
      {...rest}
      type={type}
      className={joinClasses(buttonClass({ kind, size, isWide }), className)}
      aria-disabled={isOff || undefined}
      aria-busy={isPending || undefined}
      onClick={press}
    >
      {isPending ? <span className={styles.spinner} aria-hidden /> : icon && <Icon of={icon} />}
      {children}
    </button>
  )
}

/** The classes of a button, for the link that looks like one. */
export function buttonClass({ kind = 'plain', size = 'medium', isWide = false }: ButtonLook): string {
  return joinClasses(styles.button, styles[kind], size !== 'medium' && styles[size], isWide && styles.isWide)
}
