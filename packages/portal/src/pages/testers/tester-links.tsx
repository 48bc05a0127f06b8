import type { TesterLink } from '@mosis/api'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link2, Trash2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useFormat } from '../../format.ts'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { IconButton } from '../../parts/icon-button.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Section } from '../../parts/section.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { Table } from '../../parts/table.tsx'
import type { Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { revokeTesterLink, testerLinksQuery, useTestersChanged } from '../../queries/testers.ts'
import { useTexts } from '../../texts.ts'
import { MakeLink } from './make-link.tsx'
import { testersTexts } from './testers.texts.ts'

/** The links by which a number of people may become testers. */
export function TesterLinks({ appId }: { appId: string }) {
  const t = useTexts(testersTexts)
  const query = useQuery(testerLinksQuery(appId))
  return (
    <Section title={t.links} lead={t.linksLead} actions={<MakeLink appId={appId} />}>
      <Loaded
        query={query}
        waiting={t.linksWaiting}
        failed={t.linksFailed}
        skeleton={<Skeleton kind="table" count={2} />}
        empty={
          <EmptyState icon={Link2} title={t.linksEmptyTitle}>
            {t.linksEmptyLead}
          </EmptyState>
        }
      >
        {(links) => <LinksTable appId={appId} links={links} />}
      </Loaded>
    </Section>
  )
}

function LinksTable({ appId, links }: { appId: string; links: readonly TesterLink[] }) {
  const t = useTexts(testersTexts)
  const { dateTime } = useFormat()
  const columns = useColumns()
  const [ending, setEnding] = useState<TesterLink>()
  return (
    <>
      <Table
        label={t.links}
        columns={columns}
        rows={links}
        rowKey={({ id }) => id}
        rowActions={(link) => (
          <IconButton
            icon={Trash2}
            kind="danger"
            size="small"
            label={t.revoke(t.linkOf(dateTime(link.created_at)))}
            onPress={() => setEnding(link)}
          />
        )}
      />
      {ending && <RevokeLink appId={appId} link={ending} onClose={() => setEnding(undefined)} />}
    </>
  )
}

function useColumns(): readonly Column<TesterLink>[] {
  const t = useTexts(testersTexts)
  const { number, dateTime } = useFormat()
  return useMemo(
    () => [
      { key: 'link', label: t.link, cell: ({ created_at }) => t.linkOf(dateTime(created_at)) },
      {
        key: 'joined',
        label: t.joined,
        cell: ({ joined, max_testers }) => t.joinedOf(number(joined), number(max_testers)),
      },
      { key: 'ends', label: t.linkEnds, cell: ({ expires_at }) => <Time value={expires_at} /> },
    ],
    [t, number, dateTime],
  )
}

interface RevokeLinkProps {
  appId: string
  link: TesterLink
  onClose: () => void
}

function RevokeLink({ appId, link, onClose }: RevokeLinkProps) {
  const t = useTexts(testersTexts)
  const toasts = useToasts()
  const changed = useTestersChanged(appId)
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => revokeTesterLink(appId, link.id),
    async onSuccess() {
      await changed()
      onClose()
      toasts.good(t.revoked)
    },
  })
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t.revokeTitle}
      act={t.revokeAct}
      onConfirm={() => mutate()}
      isPending={isPending}
      error={error}
    >
      <p>{t.revokeLead(link.joined)}</p>
    </ConfirmDialog>
  )
}
