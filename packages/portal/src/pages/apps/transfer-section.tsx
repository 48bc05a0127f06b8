import type { App, TransferOffer } from '@mosis/api'
import { mayInTeam } from '@mosis/api/roles'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useFormat } from '../../format.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Notice } from '../../parts/notice.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { transferQuery, useAppChanged, withdrawTransfer } from '../../queries/apps.ts'
import { useTexts } from '../../texts.ts'
import { useErrorWords } from '../../words/use-words.ts'
import styles from './settings.module.css'
import { StartTransfer } from './start-transfer.tsx'
import { transferTexts } from './transfer.texts.ts'

/** Gives an app to another team, or takes the offer back; says why where somebody may not. */
export function TransferSection({ app }: { app: App }) {
  const t = useTexts(transferTexts)
  return (
    <div id="transfer">
      <Card level={2} title={t.title} lead={t.lead}>
        <Content app={app} />
      </Card>
    </div>
  )
}

function Content({ app }: { app: App }) {
  const t = useTexts(transferTexts)
  const mayTransfer = mayInTeam(app.role, 'app.transfer')
  const query = useQuery({ ...transferQuery(app.id), enabled: mayTransfer })
  if (!mayTransfer) return <p className={styles.soft}>{t.readOnly}</p>
  return (
    <Loaded query={query} waiting={t.waiting}>
      {(offer) => {
        if (offer) return <OpenOffer app={app} offer={offer} />
        if (app.state === 'suspended') return <p className={styles.soft}>{t.suspended}</p>
        return <StartTransfer app={app} />
      }}
    </Loaded>
  )
}

function OpenOffer({ app, offer }: { app: App; offer: TransferOffer }) {
  const t = useTexts(transferTexts)
  const { ago } = useFormat()
  const toasts = useToasts()
  const say = useErrorWords()
  const appChanged = useAppChanged()
  const { mutate, isPending } = useMutation({
    mutationFn: () => withdrawTransfer(app.id),
    onSuccess: () => toasts.good(t.withdrawn),
    onError: (failure) => toasts.bad(say(failure).message),
    // Also when it failed: the other team may have answered meanwhile.
    onSettled: () => appChanged(app.id),
  })
  return (
    <Notice
      title={t.offered(offer.to_team_name)}
      actions={
        <Button size="small" isPending={isPending} onPress={() => mutate()}>
          {t.withdraw}
        </Button>
      }
    >
      {t.offeredLead(offer.offered_by, ago(offer.expires_at))}
    </Notice>
  )
}
