import type { Version } from '@mosis/api'
import { mayInTeam } from '@mosis/api/roles'
import type { TeamAction } from '@mosis/api/roles'
import { useState } from 'react'
import { MoreHorizontal } from 'lucide-react'
import { Button } from '../../parts/button.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { Menu, MenuItem } from '../../parts/menu.tsx'
import { useApp } from '../../queries/apps.ts'
import { useTexts } from '../../texts.ts'
import { AppealDialog } from './appeal-dialog.tsx'
import { DeleteDraft } from './delete-draft.tsx'
import { useQuarantine } from './quarantine.tsx'
import { TakeBackDialog } from './take-back-dialog.tsx'
import { versionTexts } from './version.texts.ts'
import { WithdrawDialog } from './withdraw-dialog.tsx'
import styles from './version.module.css'

type State = Version['state']

const cancellable: ReadonlySet<State> = new Set(['submitted', 'checking', 'in_review'])
const answerable: ReadonlySet<State> = new Set(['failed', 'changes_requested'])

/** What can be done with a version in its state by whoever looks; releasing it stands with the release. */
export function VersionActions({ version }: { version: Version }) {
  const t = useTexts(versionTexts)
  const [open, setOpen] = useState<'take-back' | 'withdraw' | 'appeal'>()
  const { app_id: appId, id, state, review } = version
  const may = useMay(appId)
  const quarantine = useQuarantine(version)
  const close = () => setOpen(undefined)
  // After an appeal that was lost there is none left.
  const mayAppeal = state === 'rejected' && may('version.appeal') && review?.is_appeal !== true
  const mayAppealQuarantine = quarantine?.may_appeal === true
  // Taken back it would be a first review again, and the rejection forgotten.
  const mayTakeBack = cancellable.has(state) && may('version.cancel') && review?.is_appeal !== true
  const mayWithdraw = state !== 'draft' && state !== 'withdrawn' && may('version.withdraw')
  return (
    <div className={styles.actions}>
      {state === 'draft' && may('version.submit') && (
        <LinkButton kind="primary" to="/apps/$appId/versions/new" params={{ appId }} search={{ version: id }}>
          {t.continue}
        </LinkButton>
      )}
      {state === 'draft' && <DeleteDraft version={version} />}
      {answerable.has(state) && may('version.upload') && (
        <LinkButton kind="primary" to="/apps/$appId/versions/new" params={{ appId }} search={{}}>
          {t.another}
        </LinkButton>
      )}
      {(mayAppeal || mayAppealQuarantine) && <Button onPress={() => setOpen('appeal')}>{t.appeal}</Button>}
      {mayTakeBack && <Button onPress={() => setOpen('take-back')}>{t.takeBack}</Button>}
      {mayWithdraw && (
        <Menu label={t.more} trigger={<MoreHorizontal size={20} strokeWidth={1.5} aria-hidden />}>
          <MenuItem kind="danger" onAction={() => setOpen('withdraw')}>
            {t.withdraw}
          </MenuItem>
        </Menu>
      )}
      {open === 'take-back' && <TakeBackDialog version={version} onClose={close} />}
      {open === 'withdraw' && <WithdrawDialog version={version} onClose={close} />}
      {open === 'appeal' && <AppealDialog version={version} onClose={close} />}
    </div>
  )
}

function useMay(appId: string): (action: TeamAction) => boolean {
  const { role } = useApp(appId)
  return (action) => mayInTeam(role, action)
}
