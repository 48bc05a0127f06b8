import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { BookOpen, Menu as MenuIcon, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { ConfirmIdentity } from './confirm-identity.tsx'
import { IconButton } from '../parts/icon-button.tsx'
import { SkipLink } from '../parts/skip-link.tsx'
import { useAccount } from '../session.ts'
import { useTexts } from '../texts.ts'
import { AccountMenu } from './account-menu.tsx'
import { Choices } from './choices.tsx'
import styles from './console-frame.module.css'
import { navigationFor } from './navigation.ts'
import { shellTexts } from './shell.texts.ts'
import { useFocusOnNavigation } from './use-focus-on-navigation.ts'
import { useKeptFocus } from './use-kept-focus.ts'
import { usePreloadedWords } from './use-preloaded-words.ts'

/**
 * What stands around every page of a signed-in person: the rail with the pages, and the bar with account and choices. `children`
 * where no page of the routes is shown.
 */
export function ConsoleFrame({ children }: { children?: ReactNode }) {
  const t = useTexts(shellTexts)
  const account = useAccount()
  const drawer = useRef<HTMLDialogElement>(null)
  const path = useRouterState({ select: ({ location }) => location.pathname })
  useEffect(() => drawer.current?.close(), [path])
  useFocusOnNavigation()
  useKeptFocus()
  usePreloadedWords()
  return (
    <div className={styles.frame}>
      <SkipLink to="content">{t.skip}</SkipLink>
      <header className={styles.bar}>
        <span className={styles.opener}>
          <IconButton icon={MenuIcon} label={t.menu} onPress={() => drawer.current?.showModal()} />
        </span>
        <Brand />
        <div className={styles.tools}>
          <Choices />
          <AccountMenu account={account} />
        </div>
      </header>
      <div className={styles.rail}>
        <Navigation role={account.role} />
      </div>
      <dialog ref={drawer} className={styles.drawer} aria-label={t.menu} onClick={closeOnBackdrop}>
        <div className={styles.drawerTop}>
          <Brand />
          <IconButton icon={X} label={t.closeMenu} onPress={() => drawer.current?.close()} />
        </div>
        <Navigation role={account.role} />
      </dialog>
      <main id="content" className={styles.content} tabIndex={-1}>
        {children ?? <Outlet />}
      </main>
      <ConfirmIdentity />
    </div>
  )
}

function Brand() {
  const t = useTexts(shellTexts)
  return (
    <Link to="/" className={styles.brand} aria-label={t.home}>
      <img src="/mosis.svg" alt="" width={24} height={24} />
      <span>{t.brand}</span>
    </Link>
  )
}

function Navigation({ role }: { role: Parameters<typeof navigationFor>[0] }) {
  const t = useTexts(shellTexts)
  return (
    <nav className={styles.navigation} aria-label={t.mainNavigation}>
      {navigationFor(role).map(({ name, items }) => (
        <div key={name ?? 'own'} className={styles.group}>
          {name && <h2 className={styles.groupName}>{t[name]}</h2>}
          <ul>
            {items.map(({ to, name, icon: Icon, isExact = false }) => (
              <li key={to}>
                <Link to={to} className={styles.item} activeOptions={{ exact: isExact, includeSearch: false }}>
                  <Icon size={20} strokeWidth={1.5} aria-hidden />
                  <span>{t[name]}</span>
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
      <div className={styles.group}>
        <a href="/docs" hrefLang="en" className={styles.item}>
          <BookOpen size={20} strokeWidth={1.5} aria-hidden />
          <span>{t.docs}</span>
        </a>
      </div>
    </nav>
  )
}

/** A press beside the drawer closes it, as everybody expects; Escape does so by itself. */
function closeOnBackdrop({ target, currentTarget }: React.MouseEvent<HTMLDialogElement>): void {
  if (target === currentTarget) currentTarget.close()
}
