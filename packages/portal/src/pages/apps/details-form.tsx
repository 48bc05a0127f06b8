import type { App } from '@mosis/api'
import { categories } from '@mosis/format/categories'
import { limits } from '@mosis/format/limits'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '../../parts/button.tsx'
import type { PageChecks } from '../../parts/failure.ts'
import { Form, FormActions } from '../../parts/form.tsx'
import { Select } from '../../parts/select.tsx'
import { TextArea } from '../../parts/text-area.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { appLocalesQuery, appQuery, updateApp, useAppChanged } from '../../queries/apps.ts'
import { UnsavedGuard } from '../../shell/unsaved-guard.tsx'
import { useTexts } from '../../texts.ts'
import { categories as categoryWords } from '../../words/categories.ts'
import { useWords } from '../../words/use-words.ts'
import { changesOf, findSettingsFaults, toDraft } from './settings-draft.ts'
import type { SettingsDraft } from './settings-draft.ts'
import { settingsTexts } from './settings.texts.ts'
import { useLocaleName } from './use-locale-name.ts'

/** Changes what an app is called, found by, and how its team is reached. */
export function DetailsForm({ app }: { app: App }) {
  const t = useTexts(settingsTexts)
  const [draft, setDraft] = useState(() => toDraft(app))
  const change = (changes: Partial<SettingsDraft>) => setDraft({ ...draft, ...changes })
  const isUnsaved = Object.keys(changesOf(app, draft)).length > 0
  const { submit, error, isPending } = useSaving(app, draft, setDraft)
  return (
    <Form onSubmit={submit} error={error} failed={t.failed}>
      <UnsavedGuard isUnsaved={isUnsaved && !isPending} />
      <TextField
        label={t.name}
        hint={t.nameHint}
        pointer="/name"
        autoComplete="off"
        value={draft.name}
        onChange={(name) => change({ name })}
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
      <FindingFields app={app} draft={draft} change={change} />
      <ContactFields draft={draft} change={change} />
      <FormActions>
        <Button type="submit" kind="primary" isPending={isPending}>
          {t.save}
        </Button>
        {isUnsaved && (
          <Button kind="quiet" onPress={() => setDraft(toDraft(app))}>
            {t.discard}
          </Button>
        )}
      </FormActions>
    </Form>
  )
}

interface FieldsProps {
  draft: SettingsDraft
  change: (changes: Partial<SettingsDraft>) => void
}

/** What the store sorts and finds it by. */
function FindingFields({ app, draft, change }: FieldsProps & { app: App }) {
  const t = useTexts(settingsTexts)
  const sayCategory = useWords(categoryWords)
  const nameOf = useLocaleName()
  const { data: locales = [app.default_locale] } = useQuery(appLocalesQuery(app.id))
  return (
    <>
      <Select
        label={t.category}
        isOptional
        pointer="/category"
        value={draft.category}
        onChange={(category) => change({ category })}
        options={[
          { value: 'none', label: t.noCategory } as const,
          ...categories.map(({ name }) => ({ value: name, label: sayCategory(name) })),
        ]}
      />
      <TextField
        label={t.tags}
        hint={t.tagsHint}
        isOptional
        pointer="/tags"
        autoComplete="off"
        value={draft.tags}
        onChange={(tags) => change({ tags })}
      />
      <Select
        label={t.locale}
        hint={t.localeHint}
        pointer="/default_locale"
        value={draft.defaultLocale}
        onChange={(defaultLocale) => change({ defaultLocale })}
        options={locales.map((tag) => ({ value: tag, label: nameOf(tag) }))}
      />
    </>
  )
}

function ContactFields({ draft, change }: FieldsProps) {
  const t = useTexts(settingsTexts)
  return (
    <>
      <TextField
        label={t.contactEmail}
        hint={t.contactLead}
        isOptional
        type="email"
        pointer="/contact_email"
        autoComplete="off"
        value={draft.contactEmail}
        onChange={(contactEmail) => change({ contactEmail })}
      />
      <TextField
        label={t.contactUrl}
        hint={t.urlHint}
        isOptional
        type="url"
        pointer="/contact_url"
        autoComplete="off"
        value={draft.contactUrl}
        onChange={(contactUrl) => change({ contactUrl })}
      />
      <TextField
        label={t.privacyUrl}
        hint={t.urlHint}
        isOptional
        type="url"
        pointer="/privacy_url"
        autoComplete="off"
        value={draft.privacyUrl}
        onChange={(privacyUrl) => change({ privacyUrl })}
      />
    </>
  )
}

function useSaving(app: App, draft: SettingsDraft, setDraft: (draft: SettingsDraft) => void) {
  const t = useTexts(settingsTexts)
  const toasts = useToasts()
  const queryClient = useQueryClient()
  const appChanged = useAppChanged()
  const [checks, setChecks] = useState<PageChecks>()
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => updateApp(app.id, changesOf(app, draft)),
    async onSuccess(saved) {
      queryClient.setQueryData(appQuery(app.id).queryKey, saved)
      setDraft(toDraft(saved))
      toasts.good(t.saved)
      await appChanged(app.id)
    },
  })
  const submit = () => {
    const found = findSettingsFaults(draft, t)
    setChecks(found)
    if (found === undefined) mutate()
  }
  return { submit, error: checks ?? error, isPending }
}
