import { Link, Outlet } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { LinkButton } from '../parts/link-button.tsx'
import { SkipLink } from '../parts/skip-link.tsx'
import { useSession } from '../session.ts'
import { useTexts } from '../texts.ts'
import { AccountMenu } from './account-menu.tsx'
import { Choices } from './choices.tsx'
import styles from './public-frame.module.css'
import { shellTexts } from './shell.texts.ts'
import { useFocusOnNavigation } from './use-focus-on-navigation.ts'
import { useKeptFocus } from './use-kept-focus.ts'
import { usePreloadedWords } from './use-preloaded-words.ts'

/** What stands around the pages for everybody; `children` where no page of the routes is shown. */
export function PublicFrame({ children }: { children?: ReactNode }) {
  const t = useTexts(shellTexts)
  useFocusOnNavigation()
  useKeptFocus()
  usePreloadedWords()
  return (
    <div className={styles.frame}>
      <SkipLink to="content">{t.skip}</SkipLink>
      <header className={styles.bar}>
        <Link to="/" className={styles.brand} aria-label={t.home}>
          <img src="/mosis.svg" alt="" width={24} height={24} />
          <span>{t.brand}</span>
        </Link>
        <nav className={styles.links} aria-label={t.publicNavigation}>
          <Link to="/store">{t.store}</Link>
          <a href="/docs" hrefLang="en" className={styles.docs}>
            {t.docs}
          </a>
        </nav>
        <div className={styles.tools}>
          <Choices />
          <Visitor />
        </div>
      </header>
      <main id="content" className={styles.content} tabIndex={-1}>
        {children ?? <Outlet />}
      </main>
      <footer className={styles.footer}>
        <p>{t.footer}</p>
        <p>
          <Link to="/store/decisions">{t.decisions}</Link>
          <a href="/docs" hrefLang="en">
            {t.docs}
          </a>
          <a href="/openapi.json">{t.api}</a>
        </p>
      </footer>
    </div>
  )
}

function Visitor() {
  const t = useTexts(shellTexts)
  const session = useSession()
  // Its place is kept while the answer is on its way: nothing jumps.
  if (session === undefined) return <span className={styles.unknown} />
  if (session === null) return <LinkButton to="/auth/sign-in">{t.signIn}</LinkButton>
  return (
    <>
      <LinkButton to="/dashboard">{t.toPortal}</LinkButton>
      <AccountMenu account={session} />
    </>
  )
}
