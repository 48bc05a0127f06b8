import type { SigningKey } from '@mosis/api'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { CircleCheck, CircleSlash, MoreHorizontal, Replace } from 'lucide-react'
import { useMemo, useState } from 'react'
import { contract } from 'virtual:contract'
import { call } from '../../call.ts'
import { portalFlag } from '../../commands.ts'
import { Card } from '../../parts/card.tsx'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { CopyButton } from '../../parts/copy-button.tsx'
import { CopyField } from '../../parts/copy-field.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Menu, MenuItem } from '../../parts/menu.tsx'
import { Named } from '../../parts/named.tsx'
import { Section } from '../../parts/section.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { StatusPill } from '../../parts/status.tsx'
import { Table } from '../../parts/table.tsx'
import type { Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { signingKeysQuery } from '../../queries/keys.ts'
import { useTexts } from '../../texts.ts'
import styles from './keys.module.css'
import { keysTexts } from './keys.texts.ts'
import { RenameDialog } from './rename-dialog.tsx'

type Act = { name: 'show' | 'rename' | 'revoke'; key: SigningKey }

/** The keys that packages of this account are signed with. */
export function SigningKeys() {
  const t = useTexts(keysTexts)
  const keys = useQuery(signingKeysQuery)
  const [act, setAct] = useState<Act>()
  const columns = useColumns()
  const end = () => setAct(undefined)
  return (
    <>
      <Section title={t.signingKeys}>
        <Loaded
          query={keys}
          skeleton={<Skeleton kind="table" count={2} />}
          empty={<EmptyState title={t.noSigningKeys}>{t.noSigningKeysLead}</EmptyState>}
        >
          {(all) => (
            <Table
              label={t.signingKeys}
              columns={columns}
              rows={all}
              rowKey={({ id }) => id}
              rowActions={(key) => (
                <Menu
                  label={t.actionsOf(key.name)}
                  trigger={<MoreHorizontal size={20} strokeWidth={1.5} aria-hidden />}
                >
                  <MenuItem onAction={() => setAct({ name: 'rename', key })}>{t.rename}</MenuItem>
                  <MenuItem onAction={() => setAct({ name: 'show', key })}>{t.publicKey}</MenuItem>
                  {key.revoked_at === null && (
                    <MenuItem kind="danger" onAction={() => setAct({ name: 'revoke', key })}>
                      {t.revoke}
                    </MenuItem>
                  )}
                </Menu>
              )}
            />
          )}
        </Loaded>
      </Section>
      <Section title={t.howTo} lead={t.howToLead}>
        <Card className={styles.narrow}>
          <div className={styles.stack}>
            <CopyField label={t.generate} value="mosis keys generate" />
            <CopyField label={t.register} value={`mosis keys register${portalFlag(location.origin)}`} />
            <CopyField label={t.rotateCommand} value="mosis keys rotate" />
            <p className={styles.soft}>{t.rotateHint}</p>
          </div>
        </Card>
      </Section>
      {act?.name === 'show' && <Whole signingKey={act.key} onClose={end} />}
      {act?.name === 'rename' && <Rename signingKey={act.key} onClose={end} />}
      {act?.name === 'revoke' && <Revoke signingKey={act.key} onClose={end} />}
    </>
  )
}

const shownLetters = 16

function useColumns(): readonly Column<SigningKey>[] {
  const t = useTexts(keysTexts)
  return useMemo(
    () => [
      { key: 'name', label: t.name, cell: ({ name }) => <Named>{name}</Named> },
      {
        key: 'id',
        label: t.fingerprint,
        cell: ({ key_id }) => (
          <span className={styles.key}>
            <code title={key_id}>{key_id.slice(0, shownLetters)}…</code>
            <CopyButton text={key_id} label={t.fingerprint} isSmall />
          </span>
        ),
      },
      {
        key: 'state',
        label: t.state,
        isNarrow: true,
        cell: ({ revoked_at, rotated_to }) => {
          if (revoked_at !== null) return <StatusPill colour="red" icon={CircleSlash} label={t.revoked} />
          if (rotated_to === null) return <StatusPill colour="green" icon={CircleCheck} label={t.signs} />
          return (
            <>
              <StatusPill colour="grey" icon={Replace} label={t.handedOver} />
              <code title={rotated_to}>{rotated_to.slice(0, shownLetters)}…</code>
            </>
          )
        },
      },
      { key: 'made', label: t.made, isNarrow: true, cell: ({ created_at }) => <Time value={created_at} kind="date" /> },
    ],
    [t],
  )
}

interface ActProps {
  signingKey: SigningKey
  onClose: () => void
}

/** What the row has no room for, to compare and to take along. */
function Whole({ signingKey: { name, key_id, public_key }, onClose }: ActProps) {
  const t = useTexts(keysTexts)
  return (
    <Dialog isOpen onClose={onClose} title={name}>
      <div className={styles.stack}>
        <CopyField label={t.fingerprint} value={key_id} />
        <CopyField label={t.publicKey} value={public_key} />
      </div>
    </Dialog>
  )
}

function Rename({ signingKey: { id, name }, onClose }: ActProps) {
  const queryClient = useQueryClient()
  const rename = useMutation({
    mutationFn: (to: string) => call(contract.keys.renameSigningKey, { params: { key_id: id }, body: { name: to } }),
    onSuccess: () => queryClient.invalidateQueries(signingKeysQuery),
  })
  return <RenameDialog name={name} rename={rename} onClose={onClose} />
}

function Revoke({ signingKey: { id, name }, onClose }: ActProps) {
  const t = useTexts(keysTexts)
  const toasts = useToasts()
  const queryClient = useQueryClient()
  const revoke = useMutation({
    mutationFn: () => call(contract.keys.revokeSigningKey, { params: { key_id: id } }),
    async onSuccess() {
      await queryClient.invalidateQueries(signingKeysQuery)
      toasts.good(t.revokedToast)
      onClose()
    },
  })
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t.revokeSigningTitle(name)}
      act={t.revokeAct}
      onConfirm={() => revoke.mutate()}
      isPending={revoke.isPending}
      error={revoke.error}
    >
      {t.revokeSigningLead}
    </ConfirmDialog>
  )
}
