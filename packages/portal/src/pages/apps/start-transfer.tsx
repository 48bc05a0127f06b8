import type { App, Team } from '@mosis/api'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '../../parts/button.tsx'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import type { PageChecks } from '../../parts/failure.ts'
import { Form, FormActions } from '../../parts/form.tsx'
import { Select } from '../../parts/select.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { transferApp, useAppChanged } from '../../queries/apps.ts'
import { myTeamsQuery } from '../../queries/my-teams.ts'
import { useTexts } from '../../texts.ts'
import { transferTexts } from './transfer.texts.ts'

const teamId = /^team_[0-9a-z]{6,40}$/

/** Asks which team gets an app, and once more before it goes. */
export function StartTransfer({ app }: { app: App }) {
  const t = useTexts(transferTexts)
  const { data: teams = [], isPending: areTeamsComing } = useQuery(myTeamsQuery)
  const others = teams.filter(({ id }) => id !== app.team_id)
  const [chosen, setChosen] = useState('')
  const [typed, setTyped] = useState('')
  const [checks, setChecks] = useState<PageChecks>()
  const [isAsking, setIsAsking] = useState(false)
  const isOther = chosen === 'other' || others.length === 0
  const goal = isOther ? typed.trim() : chosen
  const ask = () => {
    const message = isOther ? t.teamIdFault : t.chooseFault
    const isRight = teamId.test(goal)
    setChecks(isRight ? undefined : { errors: [{ pointer: isOther ? '/team_id' : '/team', message }] })
    setIsAsking(isRight)
  }
  // Only with them is known what to ask for; a field that goes away again would take what was typed along.
  if (areTeamsComing) return null
  return (
    <Form onSubmit={ask} error={checks} isNarrow>
      {others.length > 0 && (
        <Select
          label={t.to}
          pointer="/team"
          value={chosen}
          placeholder={t.choose}
          onChange={setChosen}
          options={[
            ...others.map(({ id, name }) => ({ value: id, label: name })),
            { value: 'other', label: t.toOther },
          ]}
        />
      )}
      {isOther && (
        <TextField
          label={t.teamId}
          hint={t.teamIdHint}
          pointer="/team_id"
          isCode
          autoComplete="off"
          value={typed}
          onChange={setTyped}
        />
      )}
      <FormActions>
        <Button type="submit">{t.start}</Button>
      </FormActions>
      <ConfirmTransfer
        app={app}
        goal={goal}
        own={teams.find(({ id, role }) => id === goal && role === 'owner')}
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
      />
    </Form>
  )
}

interface ConfirmTransferProps {
  app: App
  goal: string
  /** The team, where the person is an owner there too: then the app moves at once. */
  own: Team | undefined
  isOpen: boolean
  onClose: () => void
}

function ConfirmTransfer({ app, goal, own, isOpen, onClose }: ConfirmTransferProps) {
  const t = useTexts(transferTexts)
  const toasts = useToasts()
  const appChanged = useAppChanged()
  const { mutate, error, isPending, reset } = useMutation({
    mutationFn: () => transferApp(app.id, goal),
    async onSuccess({ state }) {
      toasts.good(state === 'done' && own ? t.done(own.name) : t.sent)
      onClose()
      await appChanged(app.id)
    },
  })
  const close = () => {
    reset()
    onClose()
  }
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onClose={close}
      title={t.confirmTitle(app.name)}
      kind="primary"
      act={own ? t.confirm : t.confirmOffer}
      isPending={isPending}
      error={error}
      onConfirm={() => mutate()}
    >
      <p>{own ? t.confirmOwn(own.name) : t.confirmOther}</p>
    </ConfirmDialog>
  )
}
