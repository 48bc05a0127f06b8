import type { Session } from '@mosis/api'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { contract } from 'virtual:contract'
import { call } from '../../call.ts'
import { useFormat } from '../../format.ts'
import { Badge } from '../../parts/badge.tsx'
import { Button } from '../../parts/button.tsx'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Pages } from '../../parts/pages.tsx'
import { Section } from '../../parts/section.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { Table } from '../../parts/table.tsx'
import type { Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { accountKeys, sessionsQuery } from '../../queries/account.ts'
import { useTexts } from '../../texts.ts'
import { useTitle } from '../../title.ts'
import { scopes } from '../../words/keys.ts'
import { sessionMethods } from '../../words/sign-in.ts'
import { useErrorWords, useWords } from '../../words/use-words.ts'
import styles from './account.module.css'
import { describeClient } from './describe-client.ts'
import { sessionsTexts } from './sessions.texts.ts'
import { useLeave } from './use-leave.ts'

const route = getRouteApi('/console/account/sessions')

/** Where the account is signed in. */
export function Sessions() {
  const t = useTexts(sessionsTexts)
  useTitle(t.title)
  const { cursor } = route.useSearch()
  const sessions = useQuery(sessionsQuery(cursor))
  const columns = useColumns()
  const hasOthers = sessions.data?.sessions.some(({ is_current }) => !is_current) ?? false
  return (
    <Section title={t.title} lead={t.lead} actions={<EndMany hasOthers={hasOthers} />}>
      <Loaded
        query={sessions}
        waiting={t.loading}
        failed={t.failed}
        skeleton={<Skeleton kind="table" />}
        isEmpty={() => false}
      >
        {({ sessions: rows, next_cursor }) => (
          <>
            <Table label={t.title} columns={columns} rows={rows} rowKey={idOf} rowActions={endOne} />
            <Pages
              label={t.title}
              {...(next_cursor !== null && { older: { to: '/account/sessions', search: { cursor: next_cursor } } })}
              {...(cursor !== undefined && { newer: () => history.back() })}
              isPending={sessions.isPlaceholderData}
            />
          </>
        )}
      </Loaded>
    </Section>
  )
}

const idOf = ({ id }: Session) => id
const endOne = (session: Session) => <EndOne session={session} />

function useColumns(): readonly Column<Session>[] {
  const t = useTexts(sessionsTexts)
  const sayMethod = useWords(sessionMethods)
  return useMemo(
    () => [
      { key: 'client', label: t.client, cell: (session) => <Client session={session} /> },
      { key: 'method', label: t.method, cell: ({ method }) => sayMethod(method) },
      { key: 'address', label: t.address, cell: ({ address }) => address, isNarrow: true },
      { key: 'began', label: t.began, cell: ({ created_at }) => <Time value={created_at} />, isNarrow: true },
      { key: 'used', label: t.used, cell: ({ last_used_at }) => <Time value={last_used_at} />, isNarrow: true },
    ],
    [t, sayMethod],
  )
}

function Client({ session }: { session: Session }) {
  const t = useTexts(sessionsTexts)
  const sayScope = useWords(scopes)
  const { list } = useFormat()
  const name = useClientName(session)
  return (
    <div className={styles.words}>
      <span className={styles.name}>
        {name}
        {session.is_current && <Badge kind="good">{t.thisOne}</Badge>}
      </span>
      {session.scopes !== null && <span className={styles.soft}>{t.mayOnly(list(session.scopes.map(sayScope)))}</span>}
    </div>
  )
}

function useClientName({ client }: Session): string {
  const t = useTexts(sessionsTexts)
  const found = describeClient(client)
  if (found === undefined) return t.nameless
  return found.system === undefined ? found.name : t.on(found.name, found.system)
}

function EndOne({ session }: { session: Session }) {
  const t = useTexts(sessionsTexts)
  const queryClient = useQueryClient()
  const toasts = useToasts()
  const sayError = useErrorWords()
  const leave = useLeave()
  const name = useClientName(session)
  const ending = useMutation({
    async mutationFn() {
      if (session.is_current) await call(contract.accounts.logout, {})
      else await call(contract.sessions.revokeSession, { params: { session_id: session.id } })
    },
    async onSuccess() {
      if (session.is_current) return leave('signed-out')
      toasts.good(t.ended)
      await queryClient.invalidateQueries({ queryKey: accountKeys.sessions })
    },
    async onError(failure) {
      toasts.bad(`${t.endFailed}: ${sayError(failure).message}`)
      // One that is over already is gone from the list then.
      await queryClient.invalidateQueries({ queryKey: accountKeys.sessions })
    },
  })
  return (
    <Button
      size="small"
      isPending={ending.isPending}
      onPress={() => ending.mutate()}
      aria-label={session.is_current ? undefined : t.endNamed(name, session.address)}
    >
      {session.is_current ? t.signOut : t.end}
    </Button>
  )
}

function EndMany({ hasOthers }: { hasOthers: boolean }) {
  const t = useTexts(sessionsTexts)
  const queryClient = useQueryClient()
  const toasts = useToasts()
  const leave = useLeave()
  const [asked, setAsked] = useState<'others' | 'all'>()
  const ending = useMutation({
    mutationFn: (keepThis: boolean) => call(contract.sessions.logoutEverywhere, { body: { keep_this: keepThis } }),
    async onSuccess(_, keepsThis) {
      if (!keepsThis) return leave('signed-out')
      setAsked(undefined)
      toasts.good(t.endedOthers)
      await queryClient.invalidateQueries({ queryKey: accountKeys.sessions })
    },
  })
  const close = () => {
    ending.reset()
    setAsked(undefined)
  }
  const isAll = asked === 'all'
  return (
    <div className={styles.tools}>
      {hasOthers && <Button onPress={() => setAsked('others')}>{t.endOthers}</Button>}
      <Button onPress={() => setAsked('all')}>{t.endAll}</Button>
      <ConfirmDialog
        isOpen={asked !== undefined}
        onClose={close}
        title={isAll ? t.endAllTitle : t.endOthersTitle}
        act={isAll ? t.endAll : t.endOthers}
        onConfirm={() => ending.mutate(!isAll)}
        isPending={ending.isPending}
        error={ending.error}
      >
        {isAll ? t.endAllText : t.endOthersText}
      </ConfirmDialog>
    </div>
  )
}
