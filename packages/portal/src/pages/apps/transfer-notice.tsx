import type { App, AppOverview } from '@mosis/api'
import { mayInTeam } from '@mosis/api/roles'
import { useFormat } from '../../format.ts'
import { LinkButton } from '../../parts/link-button.tsx'
import { Notice } from '../../parts/notice.tsx'
import { useTexts } from '../../texts.ts'
import { overviewTexts } from './overview.texts.ts'

interface TransferNoticeProps {
  app: App
  transfer: NonNullable<AppOverview['transfer']>
}

/** That an app is offered to another team. */
export function TransferNotice({ app, transfer: { to_team, expires_at } }: TransferNoticeProps) {
  const t = useTexts(overviewTexts)
  const { ago } = useFormat()
  return (
    <Notice
      title={t.transferTitle(to_team)}
      actions={
        mayInTeam(app.role, 'app.transfer') && (
          <LinkButton size="small" to="/apps/$appId/settings" params={{ appId: app.id }} hash="transfer">
            {t.transferDo}
          </LinkButton>
        )
      }
    >
      {t.transferLead(ago(expires_at))}
    </Notice>
  )
}
