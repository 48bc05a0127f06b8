import type { PublisherClaims, TrustedPublisher } from '@mosis/api'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { contract } from 'virtual:contract'
import { call } from '../../call.ts'
import { portalFlag } from '../../commands.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { CopyField } from '../../parts/copy-field.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Section } from '../../parts/section.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { Time } from '../../parts/time.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { useMayInApp } from '../../queries/apps.ts'
import { trustedPublishersQuery } from '../../queries/trusted-publishing.ts'
import { useTexts } from '../../texts.ts'
import { ciProviders } from '../../words/keys.ts'
import { useWords } from '../../words/use-words.ts'
import { TrustWorkflow } from './trust-workflow.tsx'
import styles from './trusted-publishing.module.css'
import { trustedPublishingTexts } from './trusted-publishing.texts.ts'

/** The CI workflows that may publish an app without a kept secret. */
export function TrustedPublishing({ appId }: { appId: string }) {
  const t = useTexts(trustedPublishingTexts)
  const mayManage = useMayInApp(appId, 'trusted_publisher.manage')
  const [isAdding, setIsAdding] = useState(false)
  return (
    <Section
      title={t.title}
      lead={t.lead}
      actions={
        mayManage && (
          <Button icon={Plus} onPress={() => setIsAdding(true)}>
            {t.add}
          </Button>
        )
      }
    >
      {mayManage ? <Publishers appId={appId} /> : <p>{t.ownersOnly}</p>}
      {isAdding && <TrustWorkflow appId={appId} onClose={() => setIsAdding(false)} />}
    </Section>
  )
}

function Publishers({ appId }: { appId: string }) {
  const t = useTexts(trustedPublishingTexts)
  const publishers = useQuery(trustedPublishersQuery(appId))
  const [going, setGoing] = useState<TrustedPublisher>()
  return (
    <>
      <Loaded query={publishers} skeleton={<Skeleton kind="lines" count={2} />} empty={<p>{t.none}</p>}>
        {(all) => (
          <Card isFlush>
            <ul className={styles.list}>
              {all.map((publisher) => (
                <li key={publisher.id}>
                  <Claims publisher={publisher} />
                  <Button size="small" onPress={() => setGoing(publisher)}>
                    {t.remove}
                  </Button>
                </li>
              ))}
            </ul>
          </Card>
        )}
      </Loaded>
      {publishers.data && publishers.data.length > 0 && (
        <CopyField label={t.command} value={`mosis publish my-app.mosis --wait --json${portalFlag(location.origin)}`} />
      )}
      {going && <Remove publisher={going} onClose={() => setGoing(undefined)} />}
    </>
  )
}

function Claims({ publisher: { claims, last_used_at } }: { publisher: TrustedPublisher }) {
  const t = useTexts(trustedPublishingTexts)
  const provider = useWords(ciProviders)
  const { environment, ref } = claims
  return (
    <div className={styles.claims}>
      <code>{placeOf(claims)}</code>
      <span className={styles.soft}>
        {[
          provider(claims.provider),
          ...(ref === undefined ? [] : [t.from(ref)]),
          ...(environment === undefined ? [] : [t.inEnvironment(environment)]),
        ].join(' · ')}
      </span>
      <span className={styles.soft}>
        {t.lastUsed}: {last_used_at === null ? t.never : <Time value={last_used_at} />}
      </span>
    </div>
  )
}

const placeOf = (claims: PublisherClaims) =>
  claims.provider === 'github'
    ? `${claims.repository} · ${claims.workflow}`
    : `${claims.project_path} · ${claims.config_path}`

function Remove({ publisher: { id, app_id, claims }, onClose }: { publisher: TrustedPublisher; onClose: () => void }) {
  const t = useTexts(trustedPublishingTexts)
  const toasts = useToasts()
  const queryClient = useQueryClient()
  const remove = useMutation({
    mutationFn: () => call(contract.trustedPublishing.removeTrustedPublisher, { params: { app_id, publisher_id: id } }),
    async onSuccess() {
      await queryClient.invalidateQueries(trustedPublishersQuery(app_id))
      toasts.good(t.removed)
      onClose()
    },
  })
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t.removeTitle}
      act={t.remove}
      onConfirm={() => remove.mutate()}
      isPending={remove.isPending}
      error={remove.error}
    >
      <p>{t.removeLead}</p>
      <code>{placeOf(claims)}</code>
    </ConfirmDialog>
  )
}
