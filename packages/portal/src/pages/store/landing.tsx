import type { StoreApp } from '@mosis/api'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { BadgeCheck, Box, KeyRound } from 'lucide-react'
import { CopyField } from '../../parts/copy-field.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Icon } from '../../parts/icon.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { featuredQuery, mostNewest, newestQuery } from '../../queries/store.ts'
import { useSession } from '../../session.ts'
import { useTexts } from '../../texts.ts'
import { useTitle } from '../../title.ts'
import { AppGrid, AppGridSkeleton } from './app-card.tsx'
import { commandsFor } from '../../commands.ts'
import styles from './landing.module.css'
import { landingTexts } from './landing.texts.ts'

/** What this is, what the store has, and what to type next. */
export function Landing() {
  const t = useTexts(landingTexts)
  const session = useSession()
  useTitle(t.title)
  return (
    <div className={styles.page}>
      <section className={styles.hero}>
        <div className={styles.pitch}>
          <h1>{t.headline}</h1>
          <p className={styles.lead}>{t.lead}</p>
          <div className={styles.actions}>
            <LinkButton to="/store" kind="primary" size="large">
              {t.browse}
            </LinkButton>
            {session === null && (
              <LinkButton to="/auth/sign-up" size="large">
                {t.create}
              </LinkButton>
            )}
          </div>
        </div>
        <div className={styles.phones} role="img" aria-label={t.phones}>
          <img src="/landing/weather.webp" alt="" width={480} height={939} fetchPriority="high" />
          <img src="/landing/notes.webp" alt="" width={480} height={939} />
        </div>
      </section>
      <Featured />
      <Newest />
      <section aria-labelledby="trust">
        <h2 id="trust">{t.trust}</h2>
        <ul className={styles.facts}>
          <Fact icon={KeyRound} title={t.signed} lead={t.signedLead} />
          <Fact icon={BadgeCheck} title={t.reviewed} lead={t.reviewedLead} />
          <Fact icon={Box} title={t.contained} lead={t.containedLead} />
        </ul>
      </section>
      <Steps hasAccount={Boolean(session)} />
    </div>
  )
}

function Featured() {
  const t = useTexts(landingTexts)
  const { data } = useQuery(featuredQuery)
  if (!data || data.apps.length === 0) return null
  return (
    <section aria-labelledby="featured">
      <h2 id="featured">{t.featured}</h2>
      <AppGrid apps={data.apps} />
    </section>
  )
}

function Newest() {
  const t = useTexts(landingTexts)
  const featured = useQuery(featuredQuery)
  const newest = useQuery(newestQuery)
  // What stands above is not shown again; when that is everything, there is nothing more to say.
  const shown = new Set(featured.data?.apps.map(({ id }) => id))
  const isNew = ({ id }: StoreApp) => !shown.has(id)
  if (!featured.isPending && newest.data && newest.data.apps.length > 0 && !newest.data.apps.some(isNew)) return null
  return (
    <section aria-labelledby="newest">
      <div className={styles.heading}>
        <h2 id="newest">{t.newest}</h2>
        <Link to="/store">{t.seeAll}</Link>
      </div>
      <Loaded
        query={featured.isPending ? { ...newest, data: undefined } : newest}
        isEmpty={({ apps }) => apps.length === 0}
        empty={<EmptyState title={t.empty}>{t.emptyLead}</EmptyState>}
        skeleton={<AppGridSkeleton />}
      >
        {({ apps }) => <AppGrid apps={apps.filter(isNew).slice(0, mostNewest)} />}
      </Loaded>
    </section>
  )
}

function Fact({ icon, title, lead }: { icon: typeof Box; title: string; lead: string }) {
  return (
    <li>
      <span className={styles.mark}>
        <Icon of={icon} size={20} />
      </span>
      <h3>{title}</h3>
      <p>{lead}</p>
    </li>
  )
}

function Steps({ hasAccount }: { hasAccount: boolean }) {
  const t = useTexts(landingTexts)
  const commands = commandsFor(location.origin, { hasAccount })
  return (
    <section aria-labelledby="next">
      <h2 id="next">{t.next}</h2>
      <p className={styles.soft}>{t.nextLead}</p>
      <ol className={styles.steps}>
        {commands.map(({ step, command }) => (
          <li key={step}>
            <CopyField label={t.steps[step]} value={command} />
          </li>
        ))}
      </ol>
    </section>
  )
}
