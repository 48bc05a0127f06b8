import type { Identity, OAuthProvider } from '@mosis/api'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { contract } from 'virtual:contract'
import { callConfirmed } from '../../confirmed-call.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Time } from '../../parts/time.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { identitiesQuery } from '../../queries/account.ts'
import { portalQuery } from '../../queries/portal.ts'
import { Fault } from '../../shell/identity/other-ways.tsx'
import { providerNames, providersOf } from '../../shell/identity/provider-names.ts'
import { useTexts } from '../../texts.ts'
import styles from './account.module.css'
import { securityTexts } from './security.texts.ts'
import { useForgetFactors } from './use-forget-factors.ts'

/** The accounts elsewhere that sign in to this one; nothing where the portal is set up for none and none is linked. */
export function LinkedSection() {
  const t = useTexts(securityTexts)
  const { data: portal } = useQuery(portalQuery)
  const identities = useQuery(identitiesQuery)
  const configured = providersOf(portal)
  const linked = identities.data?.map(({ provider }) => provider) ?? []
  const shown = (['github', 'google'] as const).filter((one) => configured.includes(one) || linked.includes(one))
  if (shown.length === 0) return null
  return (
    <Card title={t.linked} lead={t.linkedLead} level={2} isFlush>
      <Loaded query={identities} waiting={t.linkedLoading} failed={t.linkedFailed}>
        {(identities) => (
          <ul className={styles.rows}>
            {shown.map((provider) => {
              const identity = identities.find((one) => one.provider === provider)
              return identity ? (
                <LinkedRow key={provider} identity={identity} />
              ) : (
                <UnlinkedRow key={provider} provider={provider} />
              )
            })}
          </ul>
        )}
      </Loaded>
    </Card>
  )
}

function LinkedRow({ identity: { provider, name, email, created_at } }: { identity: Identity }) {
  const t = useTexts(securityTexts)
  const toasts = useToasts()
  const forget = useForgetFactors()
  const [isAsking, setIsAsking] = useState(false)
  const named = providerNames[provider]
  const unlinking = useMutation({
    mutationFn: () => callConfirmed(contract.oauth.unlinkIdentity, { params: { provider } }),
    async onSuccess() {
      setIsAsking(false)
      toasts.good(t.unlinked)
      await forget()
    },
  })
  return (
    <li>
      <div className={styles.words}>
        <p className={styles.name}>{named}</p>
        <p className={styles.soft}>
          {name === '' ? (email ?? '') : name}
          {' · '}
          {t.linkedOn} <Time value={created_at} kind="date" />
        </p>
      </div>
      <Button size="small" aria-label={t.unlinkNamed(named)} onPress={() => setIsAsking(true)}>
        {t.unlink}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => {
          unlinking.reset()
          setIsAsking(false)
        }}
        title={t.unlinkTitle(named)}
        act={t.unlinkNamed(named)}
        onConfirm={unlinking.mutate}
        isPending={unlinking.isPending}
        error={unlinking.error}
      >
        {t.unlinkText(named)}
      </ConfirmDialog>
    </li>
  )
}

function UnlinkedRow({ provider }: { provider: OAuthProvider }) {
  const t = useTexts(securityTexts)
  const linking = useMutation({
    async mutationFn() {
      const body = { return_to: '/account/security?done=linked' }
      const { redirect_url } = await callConfirmed(contract.oauth.linkIdentity, { params: { provider }, body })
      location.assign(redirect_url)
    },
  })
  return (
    <li>
      <div className={styles.words}>
        <p className={styles.name}>{providerNames[provider]}</p>
        <p className={styles.soft}>{t.notLinked}</p>
        <Fault error={linking.error} failed={t.linkFailed} />
      </div>
      <Button size="small" isPending={linking.isPending} onPress={() => linking.mutate()}>
        {t.link(providerNames[provider])}
      </Button>
    </li>
  )
}
