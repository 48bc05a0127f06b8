import { useQuery } from '@tanstack/react-query'
import { useNavigate, useRouterState } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import type { FormEvent } from 'react'
import { Button } from '../parts/button.tsx'
import { AnchorButton, LinkButton } from '../parts/link-button.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { TextField } from '../parts/text-field.tsx'
import { sessionQuery } from '../session.ts'
import { useTexts } from '../texts.ts'
import { useTitle } from '../title.ts'
import { ConsoleFrame } from './console-frame.tsx'
import { PublicFrame } from './public-frame.tsx'
import { shellTexts } from './shell.texts.ts'
import styles from './faces.module.css'

/** An address that nothing stands at, in the frame of whoever looks: people who have signed in stay where they work. */
export function NotFound() {
  const { data: account, isPending } = useQuery(sessionQuery)
  // A moment: which frame it is, is not known yet, and the wrong one would jump away.
  if (isPending) return null
  const Frame = account ? ConsoleFrame : PublicFrame
  return (
    <Frame>
      <NothingHere isSignedIn={Boolean(account)} />
    </Frame>
  )
}

const longestPath = 200

function NothingHere({ isSignedIn }: { isSignedIn: boolean }) {
  const t = useTexts(shellTexts)
  const path = useRouterState({ select: ({ location }) => location.pathname })
  useTitle(t.notFoundTitle)
  return (
    <>
      <PageHeader title={t.notFoundTitle} lead={t.notFoundLead} />
      <div className={styles.ways}>
        <code className={styles.path}>{path.length > longestPath ? `${path.slice(0, longestPath)}…` : path}</code>
        <SearchStore />
        <div className={styles.links}>
          {isSignedIn && <LinkButton to="/dashboard">{t.toDashboard}</LinkButton>}
          {isSignedIn && <LinkButton to="/apps">{t.toApps}</LinkButton>}
          <LinkButton to="/store">{t.toStore}</LinkButton>
          <AnchorButton href="/docs" hrefLang="en">
            {t.docs}
          </AnchorButton>
          {!isSignedIn && <LinkButton to="/">{t.toStart}</LinkButton>}
        </div>
      </div>
    </>
  )
}

function SearchStore() {
  const t = useTexts(shellTexts)
  const navigate = useNavigate()
  const search = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const words = new FormData(event.currentTarget).get('q')
    const q = typeof words === 'string' && words.trim() !== '' ? words.trim() : undefined
    void navigate({ to: '/store', search: q === undefined ? {} : { q } })
  }
  return (
    <form role="search" className={styles.search} onSubmit={search}>
      <TextField name="q" label={t.searchStore} enterKeyHint="search" autoComplete="off" className={styles.field} />
      <Button type="submit" size="large" icon={Search}>
        {t.search}
      </Button>
    </form>
  )
}
