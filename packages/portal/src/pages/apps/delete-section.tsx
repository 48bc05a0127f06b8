import type { App } from '@mosis/api'
import { mayInTeam } from '@mosis/api/roles'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { appKeys, deleteApp } from '../../queries/apps.ts'
import { dashboardQuery } from '../../queries/dashboard.ts'
import { useTexts } from '../../texts.ts'
import { deleteAppTexts } from './delete-app.texts.ts'
import styles from './settings.module.css'

/** Deletes an app that no device can have; says why not where it is too late or somebody may not. */
export function DeleteSection({ app }: { app: App }) {
  const t = useTexts(deleteAppTexts)
  return (
    <Card level={2} title={t.title} lead={app.state === 'draft' ? t.lead : undefined}>
      <Content app={app} />
    </Card>
  )
}

function Content({ app }: { app: App }) {
  const t = useTexts(deleteAppTexts)
  const [isAsking, setIsAsking] = useState(false)
  const { remove, error, isPending } = useDeleting(app)
  if (app.state !== 'draft') {
    return (
      <div className={styles.group}>
        <p className={styles.soft}>{t.published}</p>
        <p>
          <Link to="/apps/$appId/versions" params={{ appId: app.id }}>
            {t.toVersions}
          </Link>
        </p>
      </div>
    )
  }
  if (!mayInTeam(app.role, 'app.delete')) return <p className={styles.soft}>{t.readOnly}</p>
  return (
    <>
      <Button icon={Trash2} kind="danger" aria-haspopup="dialog" onPress={() => setIsAsking(true)}>
        {t.start(app.name)}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        title={t.confirmTitle(app.name)}
        act={t.confirm(app.name)}
        typed={app.id}
        isPending={isPending}
        error={error}
        onConfirm={remove}
      >
        <p>{t.confirmLead}</p>
      </ConfirmDialog>
    </>
  )
}

function useDeleting(app: App) {
  const t = useTexts(deleteAppTexts)
  const toasts = useToasts()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => deleteApp(app.id),
    async onSuccess() {
      toasts.good(t.done(app.name))
      await navigate({ to: '/apps' })
      // Only now: the pages of the app would ask for what is gone.
      queryClient.removeQueries({ queryKey: appKeys.one(app.id) })
      await Promise.all(
        [appKeys.lists, dashboardQuery.queryKey].map((queryKey) => queryClient.invalidateQueries({ queryKey })),
      )
    },
  })
  return { remove: () => mutate(), error, isPending }
}
