import type { ComponentProps, MouseEvent } from 'react'
import { Icon } from './icon.tsx'
import type { IconPicture } from './icon.tsx'
import { joinClasses } from './join-classes.ts'
import { Tooltip } from './tooltip.tsx'
import styles from './icon-button.module.css'

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'disabled' | 'onClick' | 'children'> {
  icon: IconPicture
  /** What it does: read out, and shown while the pointer rests on it. */
  label: string
  kind?: 'quiet' | 'plain' | 'danger'
  size?: 'small' | 'medium'
  isDisabled?: boolean
  onPress?: (event: MouseEvent<HTMLButtonElement>) => void
}

/** A button of one picture with a name and a tip. */
export function IconButton({
  icon,
  label,
  kind = 'quiet',
  size = 'medium',
  isDisabled = false,
  onPress,
  className,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip text={label}>
      <button
        {...rest}
        type="button"
        aria-label={label}
        aria-disabled={isDisabled || undefined}
        className={joinClasses(
          styles.iconButton,
          kind !== 'quiet' && styles[kind],
          size === 'small' && styles.small,
          className,
        )}
        onClick={(event) => !isDisabled && onPress?.(event)}
      >
        <Icon of={icon} size={size === 'small' ? 16 : 20} />
      </button>
    </Tooltip>
  )
}
