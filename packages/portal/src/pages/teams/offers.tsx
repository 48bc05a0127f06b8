import type { TransferOffer } from '@mosis/api'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { contract } from 'virtual:contract'
import { call } from '../../call.ts'
import { callConfirmed } from '../../confirmed-call.ts'
import { Button } from '../../parts/button.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Section } from '../../parts/section.tsx'
import { Time } from '../../parts/time.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { appKeys } from '../../queries/apps.ts'
import { teamKeys, teamTransfersQuery } from '../../queries/teams.ts'
import { useTexts } from '../../texts.ts'
import { useErrorWords } from '../../words/use-words.ts'
import styles from './teams.module.css'
import { teamsTexts } from './teams.texts.ts'

/** The apps that other teams offer to this one; nothing is shown while there is none. */
export function Offers({ teamId }: { teamId: string }) {
  const t = useTexts(teamsTexts)
  const { data = [] } = useQuery(teamTransfersQuery(teamId))
  if (data.length === 0) return null
  return (
    <Section title={t.offers}>
      <div className={styles.stack}>
        {data.map((offer) => (
          <Offer key={offer.app_id} offer={offer} />
        ))}
      </div>
    </Section>
  )
}

function Offer({ offer: { app_id, app_name, from_team_name, offered_by, expires_at } }: { offer: TransferOffer }) {
  const t = useTexts(teamsTexts)
  const toasts = useToasts()
  const say = useErrorWords()
  const queryClient = useQueryClient()
  const answer = useMutation({
    async mutationFn(isAccepted: boolean) {
      const params = { app_id }
      await (isAccepted
        ? callConfirmed(contract.teams.acceptTransfer, { params })
        : call(contract.teams.declineTransfer, { params }))
    },
    onError: (failure) => toasts.bad(say(failure).message),
    async onSuccess(_nothing, isAccepted) {
      toasts.good(isAccepted ? t.offerAccepted(app_name) : t.offerDeclined)
      await Promise.all(
        [teamKeys.all, appKeys.all, ['dashboard']].map((queryKey) => queryClient.invalidateQueries({ queryKey })),
      )
    },
  })
  return (
    <Notice
      kind="info"
      title={t.offered(app_name, from_team_name, offered_by)}
      actions={
        <>
          <Button
            size="small"
            kind="primary"
            isPending={answer.isPending && answer.variables}
            onPress={() => answer.mutate(true)}
          >
            {t.accept}
          </Button>
          <Button size="small" isPending={answer.isPending && !answer.variables} onPress={() => answer.mutate(false)}>
            {t.decline}
          </Button>
        </>
      }
    >
      {t.until} <Time value={expires_at} kind="date" />
    </Notice>
  )
}
