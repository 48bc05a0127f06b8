import type { Passkey } from '@mosis/api'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { contract } from 'virtual:contract'
import { callConfirmed } from '../../confirmed-call.ts'
import { Badge } from '../../parts/badge.tsx'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Time } from '../../parts/time.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { VisuallyHidden } from '../../parts/visually-hidden.tsx'
import { passkeysQuery } from '../../queries/account.ts'
import { Soft } from '../../shell/identity/other-ways.tsx'
import { useTexts } from '../../texts.ts'
import { whyNoPasskeys } from '../../webauthn.ts'
import { passkeyFailureTexts } from '../../webauthn.texts.ts'
import styles from './account.module.css'
import { AddPasskey, RenamePasskey } from './passkey-dialogs.tsx'
import { securityTexts } from './security.texts.ts'
import { useForgetFactors } from './use-forget-factors.ts'

/** The passkeys of the account, each with what can be done about it, and the way to another one. */
export function PasskeysSection() {
  const t = useTexts(securityTexts)
  const failures = useTexts(passkeyFailureTexts)
  const passkeys = useQuery(passkeysQuery)
  const [isAdding, setIsAdding] = useState(false)
  const obstacle = whyNoPasskeys()
  return (
    <Card
      title={t.passkeys}
      lead={t.passkeysLead}
      level={2}
      isFlush
      actions={
        <Button icon={Plus} isDisabled={obstacle !== undefined} onPress={() => setIsAdding(true)}>
          {t.addPasskey}
        </Button>
      }
      {...(obstacle !== undefined && { foot: <Soft>{failures[obstacle]}</Soft> })}
    >
      <Loaded
        query={passkeys}
        waiting={t.passkeysLoading}
        failed={t.passkeysFailed}
        empty={
          <div className={styles.none}>
            <p className={styles.name}>{t.noPasskeys}</p>
            <p className={styles.soft}>{t.noPasskeysText}</p>
          </div>
        }
      >
        {(passkeys) => (
          <ul className={styles.rows}>
            {passkeys.map((passkey) => (
              <PasskeyRow key={passkey.id} passkey={passkey} />
            ))}
          </ul>
        )}
      </Loaded>
      {isAdding && <AddPasskey onClose={() => setIsAdding(false)} />}
    </Card>
  )
}

function PasskeyRow({ passkey }: { passkey: Passkey }) {
  const t = useTexts(securityTexts)
  const { id, name, is_backed_up, created_at, last_used_at } = passkey
  const toasts = useToasts()
  const forget = useForgetFactors()
  const [doing, setDoing] = useState<'rename' | 'remove'>()
  const removing = useMutation({
    mutationFn: () => callConfirmed(contract.passkeys.removePasskey, { params: { passkey_id: id } }),
    async onSuccess() {
      setDoing(undefined)
      await forget()
      toasts.good(t.removed)
    },
  })
  return (
    <li>
      <div className={styles.words}>
        <p className={styles.name}>
          {name}
          {is_backed_up && <Badge>{t.synced}</Badge>}
        </p>
        <p className={styles.soft}>
          {t.added} <Time value={created_at} />
          {' · '}
          {last_used_at === null ? (
            t.neverUsed
          ) : (
            <>
              {t.lastUsed} <Time value={last_used_at} />
            </>
          )}
        </p>
      </div>
      <div className={styles.tools}>
        <Button size="small" onPress={() => setDoing('rename')}>
          {t.rename}
          <VisuallyHidden>{name}</VisuallyHidden>
        </Button>
        <Button size="small" onPress={() => setDoing('remove')}>
          {t.remove}
          <VisuallyHidden>{name}</VisuallyHidden>
        </Button>
      </div>
      {doing === 'rename' && <RenamePasskey passkey={passkey} onClose={() => setDoing(undefined)} />}
      <ConfirmDialog
        isOpen={doing === 'remove'}
        onClose={() => {
          removing.reset()
          setDoing(undefined)
        }}
        title={t.removeTitle(name)}
        act={t.removeAct}
        onConfirm={removing.mutate}
        isPending={removing.isPending}
        error={removing.error}
      >
        {t.removeText}
      </ConfirmDialog>
    </li>
  )
}
