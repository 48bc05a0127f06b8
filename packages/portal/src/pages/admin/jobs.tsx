import type { Job, JobSummary } from '@mosis/api'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { RotateCw } from 'lucide-react'
import { useMemo } from 'react'
import { contract } from 'virtual:contract'
import { call } from '../../call.ts'
import { useFormat } from '../../format.ts'
import { Button } from '../../parts/button.tsx'
import { FilterBar } from '../../parts/filter-bar.tsx'
import { Figures } from '../../parts/key-values.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Named } from '../../parts/named.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { Pages } from '../../parts/pages.tsx'
import { Select } from '../../parts/select.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { Table } from '../../parts/table.tsx'
import type { Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { jobSummaryQuery, jobsQuery } from '../../queries/admin.ts'
import { useTexts } from '../../texts.ts'
import { useTitle } from '../../title.ts'
import { usePager } from '../../use-pager.ts'
import { useErrorWords, useWords } from '../../words/use-words.ts'
import { jobNames, jobStates as stateWords } from '../../words/jobs.ts'
import styles from './admin.module.css'
import { adminTexts } from './admin.texts.ts'
import { jobStates } from './choices.ts'
import { EmptyList } from './empty-list.tsx'
import { FilterSelect } from './filter-select.tsx'
import { jobsTexts } from './jobs.texts.ts'

const route = getRouteApi('/console/admin/admin/jobs')
const idOf = ({ id }: Job) => id

/** What the portal does beside the requests, and what it gave up. */
export function Jobs() {
  const t = useTexts(jobsTexts)
  const common = useTexts(adminTexts)
  const { number } = useFormat()
  const word = useWords(stateWords)
  const nameWord = useWords(jobNames)
  const { state = 'dead', name, cursor } = route.useSearch()
  const navigate = route.useNavigate()
  const jobs = useQuery(jobsQuery({ state, name, cursor }))
  const summary = useQuery(jobSummaryQuery)
  const columns = useColumns()
  const pager = usePager(cursor, jobs.data?.next_cursor, (to) => void navigate({ search: { state, name, cursor: to } }))
  const clear = name === undefined ? undefined : () => void navigate({ search: { state } })
  const total = jobs.data?.total
  useTitle(t.title)
  return (
    <>
      <PageHeader title={t.title} lead={t.lead} />
      <div className={styles.stack}>
        <Loaded query={summary} skeleton={<Skeleton kind="lines" count={2} />}>
          {(found) => <Summary summary={found} />}
        </Loaded>
        <FilterBar label={t.title} count={total !== undefined && common.count(total, number(total))} onClear={clear}>
          <Select
            label={common.state}
            isLabelHidden
            size="medium"
            value={state}
            options={jobStates.map((value) => ({ value, label: word(value) }))}
            onChange={(chosen) => void navigate({ search: { state: chosen, name } })}
          />
          <FilterSelect
            label={t.name}
            value={name}
            options={summary.data?.names ?? []}
            word={nameWord}
            onChange={(chosen) => void navigate({ search: { state, name: chosen } })}
          />
        </FilterBar>
        <Loaded
          query={jobs}
          skeleton={<Skeleton kind="table" count={6} />}
          isEmpty={(page) => page.jobs.length === 0}
          empty={
            <EmptyList title={t.empty[state]} onClear={clear}>
              {state !== 'done' && t.emptyLead}
            </EmptyList>
          }
        >
          {(page) => (
            <>
              <Table
                label={t.title}
                columns={columns}
                rows={page.jobs}
                rowKey={idOf}
                rowActions={state === 'dead' ? (job) => <Retry job={job} /> : undefined}
              />
              <Pages label={t.title} isPending={jobs.isPlaceholderData} {...pager} />
            </>
          )}
        </Loaded>
      </div>
    </>
  )
}

const secondMs = 1000

function Summary({ summary }: { summary: JobSummary }) {
  const t = useTexts(jobsTexts)
  const { number, duration } = useFormat()
  const { oldest_waiting_seconds: oldest } = summary
  return (
    <Figures
      items={[
        {
          label: t.waiting,
          value: number(summary.waiting),
          note: oldest === null ? undefined : t.oldest(duration(oldest * secondMs)),
        },
        { label: t.running, value: number(summary.running) },
        { label: t.later, value: number(summary.later) },
        { label: t.done, value: number(summary.done) },
        { label: t.dead, value: number(summary.dead) },
      ]}
    />
  )
}

function Retry({ job: { id } }: { job: Job }) {
  const t = useTexts(jobsTexts)
  const toasts = useToasts()
  const say = useErrorWords()
  const queryClient = useQueryClient()
  const retry = useMutation({
    mutationFn: () => call(contract.jobs.retryJob, { params: { job_id: id } }),
    onError: (failure) => toasts.bad(say(failure).message),
    async onSuccess() {
      toasts.good(t.retried)
      await queryClient.invalidateQueries({ queryKey: ['admin', 'jobs'] })
    },
  })
  return (
    <Button size="small" icon={RotateCw} isPending={retry.isPending} onPress={() => retry.mutate()}>
      {t.retry}
    </Button>
  )
}

function useColumns(): readonly Column<Job>[] {
  const t = useTexts(jobsTexts)
  const nameWord = useWords(jobNames)
  const { number } = useFormat()
  return useMemo(
    () => [
      {
        key: 'job',
        label: t.job,
        cell: ({ name, last_error }) => (
          <>
            <Named note={<code>{name}</code>}>{nameWord(name)}</Named>
            {last_error !== null && (
              <details>
                <summary>{t.error}</summary>
                <pre className={styles.error}>{last_error}</pre>
              </details>
            )}
          </>
        ),
      },
      {
        key: 'about',
        label: t.about,
        cell: ({ about }) =>
          Object.entries(about).map(([what, id]) => (
            <code key={what} className={styles.soft}>
              {id}
            </code>
          )),
      },
      { key: 'tries', label: t.tries, align: 'end', isNarrow: true, cell: ({ attempts }) => number(attempts) },
      {
        key: 'when',
        label: t.when,
        isNarrow: true,
        cell: ({ finished_at, run_at, is_running }) => {
          if (is_running) return t.runs
          const moment = finished_at ?? run_at
          return moment === null ? t.now : <Time value={moment} />
        },
      },
    ],
    [t, nameWord, number],
  )
}
