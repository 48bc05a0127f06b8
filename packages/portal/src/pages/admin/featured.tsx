import type { FeaturedApp } from '@mosis/api'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ArrowDown, ArrowUp, X } from 'lucide-react'
import { contract } from 'virtual:contract'
import { call } from '../../call.ts'
import { AppIcon } from '../../parts/app-icon.tsx'
import { Badge } from '../../parts/badge.tsx'
import { Card } from '../../parts/card.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { IconButton } from '../../parts/icon-button.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { Section } from '../../parts/section.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { featuredAppsQuery } from '../../queries/admin.ts'
import { useTexts } from '../../texts.ts'
import { useTitle } from '../../title.ts'
import { useErrorWords } from '../../words/use-words.ts'
import styles from './admin.module.css'
import { FindApp } from './find-app.tsx'
import { moreTexts } from './more.texts.ts'
import { moved } from './moved.ts'

/** What the front of the store shows first. */
export function Featured() {
  const t = useTexts(moreTexts)
  const featured = useQuery(featuredAppsQuery)
  const { put, isPending } = usePutFeatured()
  useTitle(t.featuredTitle)
  const ids = (featured.data ?? []).map(({ id }) => id)
  return (
    <>
      <PageHeader title={t.featuredTitle} lead={t.featuredLead} />
      <div className={styles.stack}>
        <Loaded
          query={featured}
          skeleton={<Skeleton kind="lines" count={4} />}
          empty={<EmptyState title={t.noFeatured}>{t.noFeaturedLead}</EmptyState>}
        >
          {(apps) => <Order apps={apps} put={put} isPending={isPending} />}
        </Loaded>
        <Section title={t.add}>
          <FindApp without={ids} isPending={isPending} onChoose={(id) => put([...ids, id])} />
        </Section>
      </div>
    </>
  )
}

function usePutFeatured() {
  const toasts = useToasts()
  const say = useErrorWords()
  const queryClient = useQueryClient()
  const change = useMutation({
    mutationFn: (ids: readonly string[]) => call(contract.admin.putFeatured, { body: { app_ids: [...ids] } }),
    onSuccess: ({ apps }) => queryClient.setQueryData(featuredAppsQuery.queryKey, apps),
    onError: (failure) => toasts.bad(say(failure).message),
  })
  return { put: (ids: readonly string[]) => change.mutate(ids), isPending: change.isPending }
}

interface OrderProps {
  apps: readonly FeaturedApp[]
  put: (ids: readonly string[]) => void
  isPending: boolean
}

function Order({ apps, put, isPending }: OrderProps) {
  const t = useTexts(moreTexts)
  const toasts = useToasts()
  const ids = apps.map(({ id }) => id)
  const move = (from: number, to: number) => put(moved(ids, from, to))
  const remove = (at: number, name: string) => {
    put(ids.toSpliced(at, 1))
    toasts.good(t.removed(name), { label: t.undo, onPress: () => put(ids) })
  }
  return (
    <Card isFlush>
      <ol className={styles.ordered}>
        {apps.map(({ id, name, is_offered, added_by }, at) => (
          <li key={id}>
            <AppIcon name={name} src={is_offered ? `/v1/store/apps/${id}/icon` : null} />
            <span className={styles.grow}>
              <span className={styles.name}>{name}</span>
              <span className={styles.soft}>
                <code>{id}</code> · {t.by(added_by.name)}
              </span>
              {!is_offered && <Badge kind="warn">{t.notOffered}</Badge>}
            </span>
            <span className={styles.tools}>
              <IconButton
                icon={ArrowUp}
                label={t.up(name)}
                isDisabled={at === 0 || isPending}
                onPress={() => move(at, at - 1)}
              />
              <IconButton
                icon={ArrowDown}
                label={t.down(name)}
                isDisabled={at === apps.length - 1 || isPending}
                onPress={() => move(at, at + 1)}
              />
              <IconButton icon={X} label={t.remove(name)} isDisabled={isPending} onPress={() => remove(at, name)} />
            </span>
          </li>
        ))}
      </ol>
    </Card>
  )
}
