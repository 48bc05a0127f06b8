import type { Release, Track, Version } from '@mosis/api'
import { useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import type { PageChecks } from '../../parts/failure.ts'
import { Form, FormActions } from '../../parts/form.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { useApp, useAppChanged, useMayInApp } from '../../queries/apps.ts'
import { putWhatsNew, submitVersion, whatsNewQuery } from '../../queries/versions.ts'
import { useTexts } from '../../texts.ts'
import { DeleteDraft } from './delete-draft.tsx'
import { draftTexts } from './draft.texts.ts'
import { NotesFields } from './notes-fields.tsx'
import { useNotesLocales, withoutEmpty } from './notes-locales.ts'
import { PermissionsCard } from './permissions-card.tsx'
import { ReleaseFields } from './release-fields.tsx'
import { VersionFacts } from './version-facts.tsx'
import styles from './draft-step.module.css'

/** A draft before it is handed in: what the package says, what is new in it, and how it is to be released. */
export function DraftStep({ version }: { version: Version }) {
  const query = useQuery(whatsNewQuery(version.app_id, version.id))
  return (
    <div className={styles.columns}>
      <Loaded query={query}>{(texts) => <DraftForm version={version} saved={texts} />}</Loaded>
      <div className={styles.aside}>
        <VersionFacts version={version} />
        <PermissionsCard version={version} />
        <div className={styles.delete}>
          <DeleteDraft version={version} />
        </div>
      </div>
    </div>
  )
}

/** What is chosen about the release; `at` as the browser's field writes it. */
export interface ReleaseChoice {
  release: Release
  at: string
  track: Track
  percent: number | undefined
}

interface DraftFormProps {
  version: Version
  saved: Readonly<Record<string, string>>
}

function DraftForm({ version, saved }: DraftFormProps) {
  const t = useTexts(draftTexts)
  const { app_id: appId } = version
  const app = useApp(appId)
  const mayWrite = useMayInApp(appId, 'listing.edit')
  const locales = useNotesLocales(app, saved, mayWrite)
  const [texts, setTexts] = useState<Record<string, string>>({ [app.default_locale]: version.release_notes, ...saved })
  const [choice, setChoice] = useState<ReleaseChoice>({
    release: 'when_approved',
    at: '',
    track: 'production',
    percent: 100,
  })
  const { submit, save, error, isSubmitting, isSaving } = useDraft(version, { texts, saved, choice, mayWrite })
  return (
    <Form onSubmit={submit} error={error} failed={t.submitFailed}>
      <Card level={3} title={t.notesTitle} lead={t.notesLead}>
        <NotesFields
          main={app.default_locale}
          locales={locales}
          texts={texts}
          onChange={setTexts}
          pointerOf={(locale) => (mayWrite ? `/texts/${locale}` : '/release_notes')}
        />
      </Card>
      <Card level={3} title={t.releaseTitle}>
        <ReleaseFields choice={choice} onChange={setChoice} />
      </Card>
      <FormActions>
        <Button type="submit" kind="primary" isPending={isSubmitting}>
          {t.submit}
        </Button>
        {mayWrite && (
          <Button onPress={save} isPending={isSaving}>
            {t.save}
          </Button>
        )}
        <LinkButton kind="quiet" to="/apps/$appId/versions/$versionId" params={{ appId, versionId: version.id }}>
          {t.later}
        </LinkButton>
      </FormActions>
    </Form>
  )
}

const route = getRouteApi('/console/apps/$appId/versions/new')

interface Draft {
  texts: Readonly<Record<string, string>>
  saved: Readonly<Record<string, string>>
  choice: ReleaseChoice
  mayWrite: boolean
}

function useDraft(version: Version, { texts, saved, choice, mayWrite }: Draft) {
  const t = useTexts(draftTexts)
  const toasts = useToasts()
  const navigate = route.useNavigate()
  const changed = useAppChanged()
  const { default_locale } = useApp(version.app_id)
  const [checks, setChecks] = useState<PageChecks>()
  const saving = useMutation({
    mutationFn: () => putWhatsNew(version, withoutEmpty(texts)),
    async onSuccess() {
      await changed(version.app_id)
      toasts.good(t.saved)
    },
  })
  const submitting = useMutation({
    async mutationFn() {
      const written = withoutEmpty(texts)
      if (mayWrite && !isSame(written, saved)) await putWhatsNew(version, written)
      const { release, at, track, percent } = choice
      return submitVersion(version, {
        release,
        ...(release === 'at' && { release_at: new Date(at).toISOString() }),
        track,
        rollout_percent: track === 'production' ? percent : 100,
        release_notes: texts[default_locale] ?? '',
      })
    },
    async onSuccess() {
      await changed(version.app_id)
      toasts.good(t.submitted(version.version))
      await navigate({ search: { version: version.id } })
    },
  })
  const submit = () => {
    saving.reset()
    const isTimeMissing = choice.release === 'at' && Number.isNaN(Date.parse(choice.at))
    setChecks(isTimeMissing ? { errors: [{ pointer: '/release_at', message: t.atMissing }] } : undefined)
    if (!isTimeMissing) submitting.mutate()
  }
  const save = () => {
    submitting.reset()
    setChecks(undefined)
    saving.mutate()
  }
  return {
    submit,
    save,
    error: checks ?? submitting.error ?? saving.error,
    isSubmitting: submitting.isPending,
    isSaving: saving.isPending,
  }
}

const isSame = (one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>) =>
  Object.keys({ ...one, ...other }).every((locale) => one[locale] === other[locale])
