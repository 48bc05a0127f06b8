import type { ReportedApp } from '@mosis/api'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useFormat } from '../../format.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { Select } from '../../parts/select.tsx'
import { quarantineKey, quarantineVersion } from '../../queries/quarantines.ts'
import type { Judgement } from '../../queries/quarantines.ts'
import { approvedVersionsQuery, reportKey } from '../../queries/reports.ts'
import { reviewSummaryQuery } from '../../queries/reviews.ts'
import { useTexts } from '../../texts.ts'
import { JudgementDialog } from './judgement-dialog.tsx'
import { judgementTexts } from './judgement.texts.ts'
import { reportTexts } from './reports.texts.ts'

/** Takes a version of a reported app out of the store at once. */
export function QuarantineApp({ app, onClose }: { app: ReportedApp; onClose: () => void }) {
  const t = useTexts(reportTexts)
  const form = useTexts(judgementTexts)
  const { number } = useFormat()
  const queryClient = useQueryClient()
  const versions = useQuery(approvedVersionsQuery(app.app_id))
  const [chosen, setChosen] = useState<string>()
  const versionId = chosen ?? versions.data?.[0]?.version_id ?? ''
  const judge = async (judgement: Judgement) => {
    await quarantineVersion({ app_id: app.app_id, version_id: versionId }, judgement)
    const changed = [reportKey, quarantineKey, reviewSummaryQuery.queryKey]
    await Promise.all(changed.map((queryKey) => queryClient.invalidateQueries({ queryKey })))
  }
  return (
    <JudgementDialog
      title={t.quarantineTitle(app.app_name)}
      lead={t.quarantineLead}
      act={t.quarantine}
      kind="danger"
      code="malware"
      done={t.quarantined(app.app_name)}
      onJudge={judge}
      onClose={onClose}
    >
      <Loaded query={versions} empty={<p>{form.noVersions}</p>}>
        {(all) => (
          <Select
            label={form.version}
            pointer="/version_id"
            value={versionId}
            options={all.map(({ version_id, version, version_code, isOffered }) => ({
              value: version_id,
              label: (isOffered ? form.offeredVersionOf : form.versionOf)(version, number(version_code)),
            }))}
            onChange={setChosen}
          />
        )}
      </Loaded>
    </JudgementDialog>
  )
}
