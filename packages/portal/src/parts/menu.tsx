import { createLink } from '@tanstack/react-router'
import { Check } from 'lucide-react'
import { createContext, use, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react'
import type { ComponentProps, KeyboardEvent, ReactNode } from 'react'
import { Icon } from './icon.tsx'
import type { IconPicture } from './icon.tsx'
import { joinClasses } from './join-classes.ts'
import { findMenuItem } from './menu-keys.ts'
import { placeFloating } from './place-floating.ts'
import type { Side } from './place-floating.ts'
import { Tooltip } from './tooltip.tsx'
import styles from './menu.module.css'

interface OpenMenu {
  close: () => void
}

const MenuContext = createContext<OpenMenu>({ close() {} })

export interface MenuProps {
  /** Names the button and the menu. */
  label: string
  /** What stands in the button: a picture, or words. */
  trigger: ReactNode
  /** `plain` has an edge, for a button with words. */
  kind?: 'quiet' | 'plain'
  side?: Side
  /** The words in the button are its name already. */
  hasWords?: boolean
  className?: string
  children: ReactNode
}

/** A button that opens a list of things to do (`MenuItem`, `MenuLink`, `MenuGroup`). */
export function Menu({
  label,
  trigger,
  kind = 'quiet',
  side = 'below-end',
  hasWords = false,
  className,
  children,
}: MenuProps) {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const menu = useRef<HTMLDivElement>(null)
  const [isOpen, setIsOpen] = useState(false)
  const [startAt, setStartAt] = useState<'first' | 'last'>('first')
  const close = useCallback(() => menu.current?.hidePopover(), [])
  const open = useMemo(() => ({ close }), [close])
  const openAt = (start: 'first' | 'last') => {
    setStartAt(start)
    menu.current?.showPopover()
  }
  useEffect(() => {
    const list = menu.current
    const opener = button.current
    if (!isOpen || !list || !opener) return
    placeFloating(list, opener, side)
    findMenuItem(list, startAt === 'last' ? 'End' : 'Home')?.focus({ preventScroll: true })
    const place = () => placeFloating(list, opener, side)
    window.addEventListener('resize', place)
    window.addEventListener('scroll', place, { capture: true, passive: true })
    return () => {
      window.removeEventListener('resize', place)
      window.removeEventListener('scroll', place, { capture: true })
    }
  }, [isOpen, side, startAt])
  const openByKey = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    openAt(event.key === 'ArrowUp' ? 'last' : 'first')
  }
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key === 'Tab') return close()
    const next = findMenuItem(event.currentTarget, event.key)
    if (!next) return
    event.preventDefault()
    next.focus()
  }
  const opener = (
    <button
      ref={button}
      type="button"
      className={joinClasses(styles.trigger, kind === 'plain' && styles.plain, className)}
      aria-label={hasWords ? undefined : label}
      aria-haspopup="menu"
      aria-expanded={isOpen}
      aria-controls={id}
      popoverTarget={id}
      onKeyDown={openByKey}
      onClick={() => setStartAt('first')}
    >
      {trigger}
    </button>
  )
  return (
    <MenuContext value={open}>
      {hasWords ? opener : <Tooltip text={label}>{opener}</Tooltip>}
      <div
        ref={menu}
        id={id}
        popover="auto"
        role="menu"
        aria-label={label}
        tabIndex={-1}
        className={styles.menu}
        onToggle={({ newState }) => setIsOpen(newState === 'open')}
        onKeyDown={move}
      >
        {isOpen && children}
      </div>
    </MenuContext>
  )
}

interface ItemLook {
  icon?: IconPicture
  /** A second line under the words. */
  lead?: ReactNode
  kind?: 'plain' | 'danger'
}

export interface MenuItemProps extends ItemLook, Omit<ComponentProps<'button'>, 'onClick' | 'disabled'> {
  /** Given where one of several things is chosen. */
  isChosen?: boolean
  isDisabled?: boolean
  onAction: () => void
}

/** One thing to do, or one of several to choose from. */
export function MenuItem({
  icon,
  lead,
  kind = 'plain',
  isChosen,
  isDisabled = false,
  onAction,
  children,
  ...rest
}: MenuItemProps) {
  const { close } = use(MenuContext)
  const act = () => {
    if (isDisabled) return
    close()
    onAction()
  }
  return (
    <button
      {...rest}
      type="button"
      role={isChosen === undefined ? 'menuitem' : 'menuitemradio'}
      aria-checked={isChosen}
      aria-disabled={isDisabled || undefined}
      tabIndex={-1}
      className={joinClasses(styles.item, kind === 'danger' && styles.danger)}
      onClick={act}
    >
      <ItemContent icon={icon} lead={lead}>
        {children}
      </ItemContent>
      {isChosen && <Icon of={Check} className={styles.tick} />}
    </button>
  )
}

function MenuAnchor({ icon, lead, kind = 'plain', children, onClick, ...rest }: ItemLook & ComponentProps<'a'>) {
  const { close } = use(MenuContext)
  return (
    <a
      {...rest}
      role="menuitem"
      tabIndex={-1}
      className={joinClasses(styles.item, kind === 'danger' && styles.danger)}
      onClick={(event) => {
        onClick?.(event)
        close()
      }}
    >
      <ItemContent icon={icon} lead={lead}>
        {children}
      </ItemContent>
    </a>
  )
}

/** A way to another page: `to`, `params`, `search` as the router's `Link`. */
export const MenuLink = createLink(MenuAnchor)

/** Items that belong together, with a line above and, if given, a heading. */
export function MenuGroup({ label, children }: { label?: string; children: ReactNode }) {
  const id = useId()
  return (
    <div role="group" className={styles.group} aria-labelledby={label === undefined ? undefined : id}>
      {label !== undefined && (
        <div id={id} className={styles.heading}>
          {label}
        </div>
      )}
      {children}
    </div>
  )
}

function ItemContent({ icon, lead, children }: Pick<ItemLook, 'icon' | 'lead'> & { children: ReactNode }) {
  return (
    <>
      {icon && <Icon of={icon} />}
      <span className={styles.words}>
        {children}
        {lead !== undefined && <span className={styles.lead}>{lead}</span>}
      </span>
    </>
  )
}
