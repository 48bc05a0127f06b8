import type { ReportCategory, StoreAppDetails } from '@mosis/api'
import { useMutation } from '@tanstack/react-query'
import { Flag } from 'lucide-react'
import { useState } from 'react'
import { contract, words } from 'virtual:contract'
import { call } from '../../call.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Form } from '../../parts/form.tsx'
import { RadioGroup } from '../../parts/radio-group.tsx'
import { TextArea } from '../../parts/text-area.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { useTexts } from '../../texts.ts'
import { reportCategories } from '../../words/safety.ts'
import { useWords } from '../../words/use-words.ts'
import styles from './app.module.css'
import { appTexts } from './app.texts.ts'

const longestReport = 2000
const categories = Object.keys(words.reportCategories) as ReportCategory[]

/** Tells the reviewers that something is wrong with an app; no account is needed. */
export function Report({ app }: { app: Pick<StoreAppDetails, 'id' | 'version_code'> }) {
  const t = useTexts(appTexts)
  const [isOpen, setIsOpen] = useState(false)
  return (
    <div className={styles.report}>
      <Button kind="quiet" size="small" icon={Flag} onPress={() => setIsOpen(true)}>
        {t.report}
      </Button>
      {isOpen && <ReportDialog app={app} onClose={() => setIsOpen(false)} />}
    </div>
  )
}

function ReportDialog({ app, onClose }: Parameters<typeof Report>[0] & { onClose: () => void }) {
  const t = useTexts(appTexts)
  const word = useWords(reportCategories)
  const toasts = useToasts()
  const [category, setCategory] = useState<ReportCategory>('broken')
  const [text, setText] = useState('')
  const [contact, setContact] = useState('')
  const report = useMutation({
    mutationFn: () =>
      call(contract.safety.reportApp, {
        params: { app_id: app.id },
        body: { category, text, contact, version_code: app.version_code },
      }),
    onSuccess() {
      toasts.good(t.reported)
      onClose()
    },
  })
  return (
    <Dialog isOpen onClose={onClose} title={t.report} lead={t.reportLead}>
      <Form onSubmit={() => report.mutate()} error={report.error}>
        <RadioGroup
          label={t.reportCategory}
          pointer="/category"
          value={category}
          options={categories.map((value) => ({ value, label: word(value) }))}
          onChange={setCategory}
        />
        <TextArea
          label={t.reportText}
          hint={t.reportTextHint}
          pointer="/text"
          isOptional
          maxLength={longestReport}
          value={text}
          onChange={setText}
        />
        <TextField
          label={t.reportContact}
          hint={t.reportContactHint}
          pointer="/contact"
          type="email"
          autoComplete="email"
          isOptional
          value={contact}
          onChange={setContact}
        />
        <Button kind="primary" type="submit" isPending={report.isPending}>
          {t.sendReport}
        </Button>
      </Form>
    </Dialog>
  )
}
