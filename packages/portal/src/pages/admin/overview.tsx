import type { PortalOverview } from '@mosis/api'
import { useQuery } from '@tanstack/react-query'
import { OctagonAlert, TriangleAlert } from 'lucide-react'
import { useFormat } from '../../format.ts'
import { Card } from '../../parts/card.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Figures } from '../../parts/key-values.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Notice } from '../../parts/notice.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { Section } from '../../parts/section.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { overviewQuery } from '../../queries/admin.ts'
import { useTexts } from '../../texts.ts'
import { useTitle } from '../../title.ts'
import styles from './admin.module.css'
import { operationTexts } from './operation.texts.ts'

/** What needs the operator, then the portal in numbers. */
export function AdminOverview() {
  const t = useTexts(operationTexts)
  const overview = useQuery(overviewQuery)
  useTitle(t.overviewTitle)
  return (
    <>
      <PageHeader title={t.overviewTitle} lead={t.overviewLead} />
      <Loaded query={overview} skeleton={<Skeleton kind="cards" count={4} />}>
        {(found) => (
          <>
            <Needs overview={found} />
            <Numbers overview={found} />
          </>
        )}
      </Loaded>
    </>
  )
}

interface Need {
  isThere: boolean
  words: string
  kind: 'warn' | 'bad'
  to: '/admin/jobs' | '/admin/backups' | '/review' | '/review/reports' | '/review/quarantines'
}

function useNeeds({ jobs, reports, queue, quarantines, backup }: PortalOverview): readonly Need[] {
  const t = useTexts(operationTexts)
  const hasFailed = backup !== null && backup.failed_at !== null
  const hasNone = backup !== null && backup.last_at === null && !hasFailed
  const needs: readonly Need[] = [
    { isThere: jobs.dead > 0, words: t.deadJobs(jobs.dead), kind: 'bad', to: '/admin/jobs' },
    { isThere: hasFailed, words: t.backupFailed, kind: 'bad', to: '/admin/backups' },
    { isThere: reports.open > 0, words: t.openReports(reports.open), kind: 'warn', to: '/review/reports' },
    { isThere: queue.overdue > 0, words: t.overdue(queue.overdue), kind: 'warn', to: '/review' },
    { isThere: queue.escalated > 0, words: t.escalated(queue.escalated), kind: 'warn', to: '/review' },
    {
      isThere: quarantines.open > 0,
      words: t.openQuarantines(quarantines.open),
      kind: 'warn',
      to: '/review/quarantines',
    },
    { isThere: hasNone, words: t.noBackup, kind: 'warn', to: '/admin/backups' },
  ]
  return needs.filter(({ isThere }) => isThere)
}

function Needs({ overview }: { overview: PortalOverview }) {
  const t = useTexts(operationTexts)
  const needs = useNeeds(overview)
  return (
    <Section title={t.needsYou}>
      {needs.length === 0 && (
        <Notice kind="good" title={t.allWell}>
          {t.allWellLead}
        </Notice>
      )}
      {needs.length > 0 && (
        <Card isFlush>
          <ul className={styles.ordered}>
            {needs.map(({ words, kind, to }) => (
              <li key={words}>
                <span className={styles[kind]}>
                  <Icon of={kind === 'bad' ? OctagonAlert : TriangleAlert} size={20} />
                </span>
                <span className={styles.grow}>{words}</span>
                <LinkButton to={to} size="small" aria-label={`${t.look}: ${words}`}>
                  {t.look}
                </LinkButton>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </Section>
  )
}

function Numbers({ overview: { accounts, teams, apps, downloads, queue, storage } }: { overview: PortalOverview }) {
  const t = useTexts(operationTexts)
  const { number, bytes, ago } = useFormat()
  const oldest = queue.oldest_at === null ? undefined : t.since(ago(queue.oldest_at))
  return (
    <div className={styles.figures}>
      <Card title={t.people} level={2}>
        <Figures
          items={[
            { label: t.accounts, value: number(accounts.total), note: t.newAccounts(accounts.new) },
            { label: t.reviewers, value: number(accounts.reviewers) },
            { label: t.admins, value: number(accounts.admins) },
            { label: t.teams, value: number(teams) },
          ]}
        />
      </Card>
      <Card title={t.apps} level={2}>
        <Figures
          items={[
            { label: t.published, value: number(apps.published) },
            { label: t.drafts, value: number(apps.draft) },
            { label: t.suspended, value: number(apps.suspended) },
            { label: t.downloads, value: number(downloads) },
          ]}
        />
      </Card>
      <Card title={t.review} level={2}>
        <Figures
          items={[
            { label: t.waiting, value: number(queue.waiting), note: oldest },
            { label: t.claimed, value: number(queue.claimed) },
            { label: t.checking, value: number(queue.checking) },
            { label: t.appeals, value: number(queue.appeals) },
          ]}
        />
      </Card>
      <Card title={t.storageTitle} level={2}>
        <Figures
          items={[
            { label: t.packages, value: bytes(storage.package_bytes) },
            ...(storage.free_bytes === null ? [] : [{ label: t.free, value: bytes(storage.free_bytes) }]),
          ]}
        />
      </Card>
    </div>
  )
}
