import type { Job, JobSummary } from '@mosis/api'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { RotateCw } from 'lucide-react'
import { useMemo } from 'react'
import { contract } from 'virtual:contract'
import { call } from '../../call.ts'
import { useFormat } from '../../format.ts'
import { Button } from '../../parts/button.tsx'
import { FilterOrder } from '../../parts/filter-select.tsx'
import { Figures } from '../../parts/key-values.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Named } from '../../parts/named.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import type { Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { jobSummaryQuery, jobsQuery } from '../../queries/admin.ts'
import { useTexts } from '../../texts.ts'
import { useNotes } from '../../words/use-notes.ts'
import { useErrorWords, useWords } from '../../words/use-words.ts'
import { jobNames, jobStates as stateWords } from '../../words/jobs.ts'
import styles from './admin.module.css'
import { adminTexts } from './admin.texts.ts'
import { jobStates } from './choices.ts'
import { FilterSelect } from './filter-select.tsx'
import { jobsTexts } from './jobs.texts.ts'

import { ListFrame } from './list-frame.tsx'
const route = getRouteApi('/console/admin/admin/jobs')
const idOf = ({ id }: Job) => id

/** What the portal does beside the requests, and what it gave up. */
export function Jobs() {
  const t = useTexts(jobsTexts)
  const common = useTexts(adminTexts)
  const word = useWords(stateWords)
  const nameWord = useWords(jobNames)
  const { state = 'dead', name, cursor } = route.useSearch()
  const navigate = route.useNavigate()
  const jobs = useQuery(jobsQuery({ state, name, cursor }))
  const summary = useQuery(jobSummaryQuery)
  const columns = useColumns()
  return (
    <ListFrame
      title={t.title}
      lead={t.lead}
      summary={
        <Loaded query={summary} skeleton={<Skeleton kind="lines" count={2} />}>
          {(found) => <Summary summary={found} />}
        </Loaded>
      }
      filters={
        <>
          <FilterOrder
            label={common.state}
            value={state}
            options={jobStates}
            say={word}
            onChange={(chosen) => void navigate({ search: { state: chosen, name } })}
          />
          <FilterSelect
            label={t.name}
            value={name}
            options={summary.data?.names ?? []}
            word={nameWord}
            onChange={(chosen) => void navigate({ search: { state, name: chosen } })}
          />
        </>
      }
      onClear={name === undefined ? undefined : () => void navigate({ search: { state } })}
      query={jobs}
      rowsOf={(page) => page.jobs}
      empty={t.empty[state]}
      emptyLead={state !== 'done' && t.emptyLead}
      cursor={cursor}
      onPage={(to) => void navigate({ search: { state, name, cursor: to } })}
      columns={columns}
      rowKey={idOf}
      rowActions={state === 'dead' ? (job) => <Retry job={job} /> : undefined}
    />
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

const nothing = '\u2013'

function useColumns(): readonly Column<Job>[] {
  const t = useTexts(jobsTexts)
  const nameWord = useWords(jobNames)
  const { number } = useFormat()
  const sayNote = useNotes()
  return useMemo(
    () => [
      {
        key: 'job',
        label: t.job,
        cell: ({ name, last_error, last_error_note }) => (
          <>
            <Named note={<code>{name}</code>}>{nameWord(name)}</Named>
            {last_error !== null && (
              <details>
                <summary>
                  {t.error(last_error_note === null ? t.unforeseen : sayNote(last_error, last_error_note))}
                </summary>
                <pre className={styles.error} lang="en">
                  {last_error}
                </pre>
              </details>
            )}
          </>
        ),
      },
      {
        key: 'about',
        label: t.about,
        cell: ({ about }) =>
          Object.keys(about).length === 0 ? (
            <span className={styles.soft}>{nothing}</span>
          ) : (
            Object.entries(about).map(([what, id]) => (
              <code key={what} className={styles.soft}>
                {id}
              </code>
            ))
          ),
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
    [t, nameWord, number, sayNote],
  )
}
