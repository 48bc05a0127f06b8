import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { contract } from 'virtual:contract'
import { PortalError } from '../../call.ts'
import { callConfirmed } from '../../confirmed-call.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { Notice } from '../../parts/notice.tsx'
import { useAccount } from '../../session.ts'
import { useTexts } from '../../texts.ts'
import styles from './account.module.css'
import { dataTexts } from './data.texts.ts'
import { useLeave } from './use-leave.ts'

/** The end of the account: what will be gone, one more question, and what stands in the way. */
export function DeleteAccount() {
  const t = useTexts(dataTexts)
  const { email } = useAccount()
  const leave = useLeave()
  const [isAsking, setIsAsking] = useState(false)
  const deleting = useMutation({
    mutationFn: () => callConfirmed(contract.accounts.deleteAccount, { body: { email } }),
    onSuccess: () => leave('deleted'),
    onError: (failure) => isObstacle(failure) && setIsAsking(false),
  })
  return (
    <Card title={t.delete} lead={t.deleteLead} level={2}>
      <div className={styles.stack}>
        <ul className={styles.list}>
          {t.gone.split('\n').map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        {isObstacle(deleting.error) && <Obstacle failure={deleting.error} />}
        <Button kind="danger" onPress={() => setIsAsking(true)}>
          {t.deleteAct}
        </Button>
      </div>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => {
          deleting.reset()
          setIsAsking(false)
        }}
        title={t.deleteTitle}
        act={t.deleteAct}
        typed={email}
        onConfirm={deleting.mutate}
        isPending={deleting.isPending}
        error={deleting.error}
      >
        {t.deleteText}
      </ConfirmDialog>
    </Card>
  )
}

const obstacles: ReadonlySet<string> = new Set(['account.owns_teams', 'account.last_admin'])

/** What has to be done elsewhere first. */
const isObstacle = (failure: unknown): failure is PortalError =>
  failure instanceof PortalError && obstacles.has(failure.code)

interface OrphanedTeam {
  team_id: string
  name: string
  members: number
  apps: string[]
}

function Obstacle({ failure: { code, details } }: { failure: PortalError }) {
  const t = useTexts(dataTexts)
  if (code === 'account.last_admin') {
    return (
      <Notice
        kind="bad"
        isNew
        title={t.lastAdmin}
        actions={<LinkButton to="/admin/accounts">{t.toAccounts}</LinkButton>}
      >
        {t.lastAdminText}
      </Notice>
    )
  }
  // The refusal names them, as `account.owns_teams` of the reference says.
  const teams = details.teams as readonly OrphanedTeam[]
  return (
    <Notice kind="bad" isNew title={t.ownsTeams}>
      <p>{t.ownsTeamsText}</p>
      <ul className={styles.list}>
        {teams.map(({ team_id, name, members, apps }) => (
          <li key={team_id}>
            <Link to="/teams/$teamId" params={{ teamId: team_id }}>
              {name}
            </Link>
            {' · '}
            {members === 0 ? t.noMembers : t.members(members)}
            {apps.map((appId) => (
              <span key={appId}>
                {' · '}
                <Link to="/apps/$appId" params={{ appId }}>
                  {appId}
                </Link>
              </span>
            ))}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
