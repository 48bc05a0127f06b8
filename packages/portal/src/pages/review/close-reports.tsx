import type { ReportedApp } from '@mosis/api'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useFormat } from '../../format.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Form, FormActions } from '../../parts/form.tsx'
import { TextArea } from '../../parts/text-area.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { closeReports, reportKey } from '../../queries/reports.ts'
import { reviewSummaryQuery } from '../../queries/reviews.ts'
import { useTexts } from '../../texts.ts'
import { reportTexts } from './reports.texts.ts'

const longest = 4000

/** Closes the open reports of an app, with what was found. */
export function CloseReports({ app, onClose }: { app: ReportedApp; onClose: () => void }) {
  const t = useTexts(reportTexts)
  const { number } = useFormat()
  const toasts = useToasts()
  const queryClient = useQueryClient()
  const [reason, setReason] = useState('')
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => closeReports(app.app_id, reason),
    async onSuccess({ closed }) {
      await queryClient.invalidateQueries({ queryKey: reportKey })
      await queryClient.invalidateQueries({ queryKey: reviewSummaryQuery.queryKey })
      toasts.good(t.closed(closed, number(closed)))
      onClose()
    },
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t.closeTitle(app.app_name)}
      lead={t.closeLead(app.reports, number(app.reports))}
    >
      <Form onSubmit={() => mutate()} error={error}>
        <TextArea
          label={t.closeReason}
          hint={t.closeHint}
          pointer="/reason"
          maxLength={longest}
          value={reason}
          onChange={setReason}
        />
        <FormActions>
          <Button type="submit" kind="primary" isPending={isPending}>
            {t.close}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  )
}
