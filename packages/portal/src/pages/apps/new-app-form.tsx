import type { Team } from '@mosis/api'
import { categories } from '@mosis/format/categories'
import { limits } from '@mosis/format/limits'
import { mayInTeam } from '@mosis/api/roles'
import { useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import type { PageChecks } from '../../parts/failure.ts'
import { Button } from '../../parts/button.tsx'
import { ForbiddenState } from '../../parts/forbidden-state.tsx'
import { Form, FormActions } from '../../parts/form.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { Select } from '../../parts/select.tsx'
import { TextArea } from '../../parts/text-area.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { createApp, useAppChanged } from '../../queries/apps.ts'
import { myTeamsQuery } from '../../queries/my-teams.ts'
import { useTexts } from '../../texts.ts'
import { useErrorAt } from '../../use-error-at.ts'
import { categories as categoryWords } from '../../words/categories.ts'
import { useWords } from '../../words/use-words.ts'
import { IdField } from './id-field.tsx'
import { findFaults, idOf, toNewApp } from './new-app-draft.ts'
import type { NewAppDraft } from './new-app-draft.ts'
import { NewAppPreview } from './new-app-preview.tsx'
import { newAppTexts } from './new-app.texts.ts'
import styles from './new-app.module.css'
import { useIdVerdict } from './use-id-verdict.ts'

const route = getRouteApi('/console/apps/new')

const whereAppsMayBeMade = (teams: readonly Team[]) => teams.filter(({ role }) => mayInTeam(role, 'app.create'))

/** Asks for what an app needs to begin with; in the teams that the person may create apps in. */
export function NewAppForm() {
  const t = useTexts(newAppTexts)
  const query = useQuery(myTeamsQuery)
  return (
    <>
      <PageHeader title={t.title} lead={t.lead} crumbs={[{ label: t.apps, link: { to: '/apps' } }]} />
      <Loaded
        query={query}
        isEmpty={(teams) => whereAppsMayBeMade(teams).length === 0}
        empty={<ForbiddenState lead={t.noTeam} />}
      >
        {(teams) => <Fields teams={whereAppsMayBeMade(teams)} />}
      </Loaded>
    </>
  )
}

function Fields({ teams }: { teams: readonly Team[] }) {
  const t = useTexts(newAppTexts)
  const sayCategory = useWords(categoryWords)
  const search = route.useSearch()
  const [draft, setDraft] = useState<NewAppDraft>({
    name: '',
    id: search.id,
    teamId: teams.find(({ id }) => id === search.team)?.id ?? teams[0]?.id ?? '',
    category: '',
    description: '',
  })
  const change = (changes: Partial<NewAppDraft>) => setDraft({ ...draft, ...changes })
  const team = teams.find(({ id }) => id === draft.teamId)
  const id = idOf(draft, team?.name ?? '')
  const verdict = useIdVerdict(id, draft.name)
  const { submit, error, isPending, isStrict } = useCreating(draft, id, () => findFaults(draft, verdict, t))
  return (
    <div className={styles.columns}>
      <Form onSubmit={submit} error={error} failed={t.failed}>
        <TextField
          label={t.name}
          hint={t.nameHint}
          pointer="/name"
          value={draft.name}
          autoComplete="off"
          autoFocus
          onChange={(name) => change({ name })}
        />
        <IdField value={id} verdict={verdict} isStrict={isStrict} onChange={(typed) => change({ id: typed })} />
        <Select
          label={t.team}
          hint={t.teamHint}
          pointer="/team_id"
          value={draft.teamId}
          onChange={(teamId) => change({ teamId })}
          options={teams.map(({ id, name, is_personal }) => ({
            value: id,
            label: is_personal ? t.teamPersonal(name) : name,
          }))}
        />
        <Select
          label={t.category}
          isOptional
          pointer="/category"
          value={draft.category}
          placeholder={t.categoryNone}
          onChange={(category) => change({ category })}
          options={categories.map(({ name }) => ({ value: name, label: sayCategory(name) }))}
        />
        <TextArea
          label={t.description}
          hint={t.descriptionHint}
          isOptional
          pointer="/description"
          rows={2}
          maxLength={limits.maxDescriptionCodePoints}
          value={draft.description}
          onChange={(description) => change({ description })}
        />
        <FormActions>
          <Button type="submit" kind="primary" size="large" isPending={isPending}>
            {t.create}
          </Button>
          <LinkButton to="/apps" kind="quiet" size="large">
            {t.cancel}
          </LinkButton>
        </FormActions>
      </Form>
      <NewAppPreview draft={draft} id={id} teamName={team?.name ?? ''} />
    </div>
  )
}

// Somebody else may have taken the id meanwhile.
const places = { 'app.id_taken': '/id', 'app.id_reserved': '/id' }

function useCreating(draft: NewAppDraft, id: string, findFault: () => PageChecks | undefined) {
  const navigate = route.useNavigate()
  const appChanged = useAppChanged()
  const [checks, setChecks] = useState<PageChecks>()
  const [isStrict, setIsStrict] = useState(false)
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => createApp(toNewApp(draft, id)),
    async onSuccess(app) {
      await appChanged(app.id)
      await navigate({ search: { created: app.id } })
    },
  })
  const failure = useErrorAt(error, places)
  const submit = () => {
    setIsStrict(true)
    const found = findFault()
    setChecks(found)
    if (found === undefined) mutate()
  }
  return { submit, error: checks ?? failure, isPending, isStrict }
}
