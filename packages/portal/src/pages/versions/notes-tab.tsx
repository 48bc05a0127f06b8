import type { Version } from '@mosis/api'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLanguage } from '../../language.tsx'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Form, FormActions } from '../../parts/form.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { RichText } from '../../parts/rich-text.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { useApp, useAppChanged, useMayInApp } from '../../queries/apps.ts'
import { putWhatsNew, whatsNewQuery } from '../../queries/versions.ts'
import { showHidden } from '../../show-hidden.ts'
import { useTexts } from '../../texts.ts'
import { NotesFields, nameOfLocale } from './notes-fields.tsx'
import { useNotesLocales, withoutEmpty } from './notes-locales.ts'
import { notesTexts } from './notes.texts.ts'
import styles from './version.module.css'

/** What is new in a version, in each language: to write for those who may, to read for others. */
export function NotesTab({ version }: { version: Version }) {
  const t = useTexts(notesTexts)
  const query = useQuery(whatsNewQuery(version.app_id, version.id))
  const mayWrite = useMayInApp(version.app_id, 'listing.edit')
  return (
    <Loaded query={query} failed={t.failed}>
      {(texts) => (
        <div className={styles.column}>
          {mayWrite && version.state !== 'withdrawn' ? (
            <Editor version={version} saved={texts} />
          ) : (
            <Reader version={version} texts={texts} />
          )}
          {version.release_notes !== '' && mayWrite && (
            <Card title={t.submittedTitle} lead={t.submittedLead}>
              <RichText text={showHidden(version.release_notes)} />
            </Card>
          )}
        </div>
      )}
    </Loaded>
  )
}

interface TextsOf {
  version: Version
  saved: Readonly<Record<string, string>>
}

function Editor({ version, saved }: TextsOf) {
  const t = useTexts(notesTexts)
  const app = useApp(version.app_id)
  const locales = useNotesLocales(app, saved, true)
  const [texts, setTexts] = useState<Record<string, string>>({ ...saved })
  const toasts = useToasts()
  const changed = useAppChanged()
  const queryClient = useQueryClient()
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => putWhatsNew(version, withoutEmpty(texts)),
    async onSuccess(answer) {
      queryClient.setQueryData(whatsNewQuery(version.app_id, version.id).queryKey, answer.texts)
      await changed(version.app_id)
      toasts.good(t.saved)
    },
  })
  return (
    <Form onSubmit={() => mutate()} error={error} failed={t.saveFailed}>
      <Card title={t.title} lead={t.lead}>
        <NotesFields
          main={app.default_locale}
          locales={locales}
          texts={texts}
          onChange={setTexts}
          pointerOf={(locale) => `/texts/${locale}`}
        />
      </Card>
      <FormActions>
        <Button type="submit" kind="primary" isPending={isPending}>
          {t.save}
        </Button>
      </FormActions>
    </Form>
  )
}

function Reader({ version, texts }: { version: Version; texts: Readonly<Record<string, string>> }) {
  const t = useTexts(notesTexts)
  const { language } = useLanguage()
  const entries = Object.entries(texts)
  if (entries.length === 0 && version.release_notes === '') {
    return <EmptyState title={t.emptyTitle}>{t.empty}</EmptyState>
  }
  return (
    <>
      {entries.map(([locale, text]) => (
        <Card key={locale} title={nameOfLocale(locale, language)}>
          <div lang={locale}>
            <RichText text={showHidden(text)} />
          </div>
        </Card>
      ))}
      {entries.length === 0 && (
        <Card title={t.title}>
          <RichText text={showHidden(version.release_notes)} />
        </Card>
      )}
    </>
  )
}
