import { useMutation } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { contract } from 'virtual:contract'
import { callConfirmed } from '../../confirmed-call.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { saveFile } from '../../save-file.ts'
import { Fault } from '../../shell/identity/other-ways.tsx'
import { useTexts } from '../../texts.ts'
import styles from './account.module.css'
import { dataTexts } from './data.texts.ts'

/** Everything that the portal holds about the account, as a file. */
export function ExportAccount() {
  const t = useTexts(dataTexts)
  const toasts = useToasts()
  const exporting = useMutation({
    mutationFn: () => callConfirmed(contract.accounts.exportAccount, {}),
    onSuccess(exported) {
      saveFile(`${JSON.stringify(exported, null, 2)}\n`, { name: 'mosis-account.json', type: 'application/json' })
      toasts.good(t.exported)
    },
  })
  return (
    <Card title={t.export} lead={t.exportLead} level={2}>
      <div className={styles.stack}>
        <Fault error={exporting.error} failed={t.exportFailed} />
        <Button icon={Download} isPending={exporting.isPending} onPress={() => exporting.mutate()}>
          {t.download}
        </Button>
      </div>
    </Card>
  )
}
