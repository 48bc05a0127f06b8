import { categories } from '@mosis/format/categories'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Button } from '../../parts/button.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { NothingFits } from '../../parts/nothing-fits.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { SearchField } from '../../parts/search-field.tsx'
import { Select } from '../../parts/select.tsx'
import { VisuallyHidden } from '../../parts/visually-hidden.tsx'
import { storeAppsQuery } from '../../queries/store.ts'
import { useFormat } from '../../format.ts'
import { useTexts } from '../../texts.ts'
import { useTitle } from '../../title.ts'
import { useWords } from '../../words/use-words.ts'
import { categories as categoryWords } from '../../words/categories.ts'
import { AppGrid, AppGridSkeleton } from './app-card.tsx'
import { storeSorts } from './sorts.ts'
import styles from './store.module.css'
import { storeTexts } from './store.texts.ts'

const route = getRouteApi('/public/store')

/** Every app that anybody may install, searched and sorted by the server. */
export function Store() {
  const t = useTexts(storeTexts)
  const { number } = useFormat()
  const wordOf = useWords(categoryWords)
  const { q = '', category, sort = 'newest', tag } = route.useSearch()
  const navigate = route.useNavigate()
  const apps = useInfiniteQuery(storeAppsQuery({ q: q === '' ? undefined : q, category, sort, tag }))
  useTitle(t.title)
  const isFiltered = q !== '' || category !== undefined || tag !== undefined
  const clear = () => void navigate({ search: {} })
  const total = apps.data?.pages[0]?.total
  return (
    <>
      <PageHeader title={t.title} lead={t.lead} />
      <div className={styles.filter} role="search">
        <SearchField
          label={t.search}
          isLabelHidden
          placeholder={t.search}
          value={q}
          size="large"
          onSearch={(words) =>
            void navigate({ search: (before) => ({ ...before, q: words || undefined }), replace: true })
          }
        />
        <Select
          label={t.category}
          isLabelHidden
          size="large"
          value={category ?? 'all'}
          options={[
            { value: 'all', label: t.allCategories },
            ...categories.map(({ name }) => ({ value: name, label: wordOf(name) })),
          ]}
          onChange={(chosen) =>
            void navigate({ search: (before) => ({ ...before, category: chosen === 'all' ? undefined : chosen }) })
          }
        />
        <Select
          label={t.sort}
          isLabelHidden
          size="large"
          value={sort}
          options={storeSorts.map((value) => ({ value, label: t.sorts[value] }))}
          onChange={(chosen) => void navigate({ search: (before) => ({ ...before, sort: chosen }) })}
        />
      </div>
      <p className={styles.count} role="status">
        {tag !== undefined && <span>{t.tag(tag)}</span>}
        {total !== undefined && <span>{t.count(total, number(total))}</span>}
      </p>
      <h2>
        <VisuallyHidden>{t.apps}</VisuallyHidden>
      </h2>
      <Loaded
        query={apps}
        skeleton={<AppGridSkeleton count={12} />}
        isEmpty={({ pages }) => pages[0]?.apps.length === 0}
        empty={
          isFiltered ? (
            <NothingFits onClear={clear}>{t.nothingFoundLead}</NothingFits>
          ) : (
            <EmptyState title={t.empty}>{t.emptyLead}</EmptyState>
          )
        }
      >
        {({ pages }) => <AppGrid apps={pages.flatMap((page) => page.apps)} />}
      </Loaded>
      {apps.hasNextPage && (
        <div className={styles.more}>
          <Button onPress={() => void apps.fetchNextPage()} isPending={apps.isFetchingNextPage}>
            {t.more}
          </Button>
        </div>
      )}
    </>
  )
}
