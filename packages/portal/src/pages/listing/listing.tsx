import type { App, Listing } from '@mosis/api'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { Loaded } from '../../parts/loaded.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Section } from '../../parts/section.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { Tabs } from '../../parts/tabs.tsx'
import { useApp, useMayInApp } from '../../queries/apps.ts'
import { listingsQuery } from '../../queries/listings.ts'
import { UnsavedGuard } from '../../shell/unsaved-guard.tsx'
import { useTexts } from '../../texts.ts'
import { useTitle } from '../../title.ts'
import { useLocaleName } from '../../use-locale-name.ts'
import { AddLanguage } from './add-language.tsx'
import { DetailsCard } from './details-card.tsx'
import { isChanged, toDraft, toLocale } from './listing-draft.ts'
import type { ListingDraft } from './listing-draft.ts'
import { ListingForm } from './listing-form.tsx'
import { listingTexts } from './listing.texts.ts'
import { Preview } from './preview.tsx'
import { Screenshots } from './screenshots.tsx'
import styles from './listing.module.css'

const route = getRouteApi('/console/apps/$appId/listing')

/** What the store says about an app, language by language, with a preview beside it. */
export function ListingPage() {
  const t = useTexts(listingTexts)
  const { appId } = route.useParams()
  const app = useApp(appId)
  const query = useQuery(listingsQuery(appId))
  useTitle(`${t.title} · ${app.name}`)
  return (
    <Loaded query={query} waiting={t.waiting} failed={t.failed} skeleton={<Shape />}>
      {(listings) => <Editor app={app} listings={listings} />}
    </Loaded>
  )
}

function Shape() {
  return (
    <div className={styles.columns}>
      <div className={styles.stack}>
        <Skeleton kind="cards" count={1} />
        <Skeleton kind="cards" count={1} />
        <Skeleton kind="cards" count={1} />
      </div>
      <Skeleton kind="cards" count={1} />
    </div>
  )
}

function Editor({ app, listings }: { app: App; listings: readonly Listing[] }) {
  const t = useTexts(listingTexts)
  const mayEdit = useMayInApp(app.id, 'listing.edit')
  const asked = route.useSearch().locale
  const locale = (asked === undefined ? undefined : toLocale(asked)) ?? app.default_locale
  const found = listings.find((listing) => listing.locale === locale)
  // Only who may write can begin in a new language.
  const listing = found ?? (mayEdit ? undefined : listings[0])
  const shown = listing?.locale ?? locale
  const [drafts, setDrafts] = useState<Readonly<Record<string, ListingDraft>>>({})
  const draft = drafts[shown] ?? toDraft(listing, app.name)
  const setDraft = (next: ListingDraft | undefined) =>
    setDrafts((old) => {
      const { [shown]: _, ...others } = old
      return next === undefined ? others : { ...others, [shown]: next }
    })
  const unsaved = Object.keys(drafts).filter((tag) =>
    isChanged(
      listings.find((one) => one.locale === tag),
      drafts[tag] ?? draft,
    ),
  )
  const navigate = route.useNavigate()
  const discard = () => {
    setDraft(undefined)
    if (!listing) void navigate({ search: {}, resetScroll: false })
  }
  const props = { app, locale: shown, listing, draft, mayEdit }
  return (
    <Section title={t.title} lead={t.lead} actions={mayEdit && <AddLanguage appId={app.id} listings={listings} />}>
      <UnsavedGuard isUnsaved={unsaved.length > 0} />
      {!mayEdit && <Notice>{t.onlyMaintainers}</Notice>}
      <Languages app={app} listings={listings} shown={shown} unsaved={unsaved} />
      <div className={styles.columns}>
        <div className={styles.stack}>
          <ListingForm
            key={shown}
            {...props}
            onChange={setDraft}
            onDiscard={discard}
            isUnsaved={unsaved.includes(shown) || !listing}
          />
          <Screenshots
            key={`${shown} screenshots`}
            {...props}
            onCaption={(id, caption) => setDraft({ ...draft, captions: { ...draft.captions, [id]: caption } })}
          />
          <DetailsCard app={app} mayEdit={mayEdit} />
        </div>
        <Preview {...props} />
      </div>
    </Section>
  )
}

interface LanguagesProps {
  app: App
  listings: readonly Listing[]
  shown: string
  unsaved: readonly string[]
}

function Languages({ app, listings, shown, unsaved }: LanguagesProps) {
  const t = useTexts(listingTexts)
  const nameOf = useLocaleName()
  const saved = listings.map(({ locale }) => locale)
  const fresh = [...new Set([shown, ...unsaved])].filter((tag) => !saved.includes(tag))
  const labelOf = (tag: string) => {
    if (fresh.includes(tag)) return t.newTab(nameOf(tag))
    return unsaved.includes(tag) ? t.unsavedTab(nameOf(tag)) : nameOf(tag)
  }
  const tabs = [...saved, ...fresh].map((tag) => ({
    label: labelOf(tag),
    link: {
      to: '/apps/$appId/listing' as const,
      params: { appId: app.id },
      search: tag === app.default_locale ? {} : { locale: tag },
    },
  }))
  return <Tabs label={t.languages} tabs={tabs} />
}
