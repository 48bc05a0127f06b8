import type { App, Listing } from '@mosis/api'
import { limits } from '@mosis/format/limits'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Badge } from '../../parts/badge.tsx'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { Form, FormActions } from '../../parts/form.tsx'
import { TextArea } from '../../parts/text-area.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { useAppChanged } from '../../queries/apps.ts'
import { arrangeScreenshots, listingsQuery, putListing } from '../../queries/listings.ts'
import { useTexts } from '../../texts.ts'
import { useLocaleName } from '../../use-locale-name.ts'
import { LanguageMenu } from './language-menu.tsx'
import { changedCaptions } from './listing-draft.ts'
import type { ListingDraft } from './listing-draft.ts'
import { listingTexts } from './listing.texts.ts'
import { NameField } from './name-field.tsx'
import { useSavedAt } from './use-saved-at.ts'
import styles from './listing.module.css'

/** What the parts of the page are about: a language of an app as it was saved, if it was, and as it is being written. */
export interface ListingProps {
  app: App
  locale: string
  listing: Listing | undefined
  draft: ListingDraft
  mayEdit: boolean
}

interface ListingFormProps extends ListingProps {
  isUnsaved: boolean
  /** Without a draft: what was saved stands there again. */
  onChange: (draft: ListingDraft | undefined) => void
  /** Gives up what was written; a language that was never saved goes again. */
  onDiscard: () => void
}

const longest = 4000

/** Name, short description and description in one language. */
export function ListingForm(props: ListingFormProps) {
  const { app, locale, listing, draft, mayEdit, isUnsaved, onChange, onDiscard } = props
  const t = useTexts(listingTexts)
  const nameOf = useLocaleName()
  const sayWhen = useSavedAt()
  const { mutate, isPending, error } = useSaving(props)
  const change = (changes: Partial<ListingDraft>) => onChange({ ...draft, ...changes })
  const own = { lang: locale, dir: 'auto' as const, readOnly: !mayEdit }
  return (
    <Card
      title={
        <span className={styles.title}>
          {t.texts(nameOf(locale))}
          {locale === app.default_locale && <Badge>{t.isDefault}</Badge>}
        </span>
      }
      actions={mayEdit && listing && !listing.is_default && <LanguageMenu app={app} listing={listing} />}
    >
      <Form onSubmit={() => mutate()} error={error} failed={t.saveFailed}>
        <NameField value={draft.name} onChange={(name) => change({ name })} {...own} />
        <TextArea
          {...own}
          label={t.summary}
          hint={t.summaryHint}
          isOptional
          pointer="/description"
          rows={2}
          maxLength={limits.maxDescriptionCodePoints}
          value={draft.description}
          onChange={(description) => change({ description })}
        />
        <TextArea
          {...own}
          label={t.description}
          hint={t.descriptionHint}
          isOptional
          pointer="/long_text"
          rows={10}
          maxLength={longest}
          value={draft.long_text}
          onChange={(long_text) => change({ long_text })}
        />
        {mayEdit && (
          <FormActions>
            <Button type="submit" kind="primary" isPending={isPending}>
              {t.save}
            </Button>
            {isUnsaved && (
              <Button kind="quiet" onPress={onDiscard}>
                {t.discard}
              </Button>
            )}
            <span className={styles.soft}>
              {isUnsaved || !listing ? t.unsaved : t.savedAt(sayWhen(listing.updated_at))}
            </span>
          </FormActions>
        )}
      </Form>
    </Card>
  )
}

/** Saves the texts, and the captions where they are other ones now. */
function useSaving({ app, locale, listing, draft, onChange }: ListingFormProps) {
  const t = useTexts(listingTexts)
  const nameOf = useLocaleName()
  const toasts = useToasts()
  const changed = useAppChanged()
  const queryClient = useQueryClient()
  return useMutation({
    async mutationFn(): Promise<Listing> {
      const ref = { appId: app.id, locale }
      const { captions, ...texts } = draft
      const saved = await putListing(ref, texts)
      if (!listing || changedCaptions(listing, draft).length === 0) return saved
      const order = saved.screenshots.map(({ id, caption }) => ({ id, caption: captions[id] ?? caption }))
      return { ...saved, screenshots: await arrangeScreenshots(ref, order) }
    },
    async onSuccess(saved) {
      queryClient.setQueryData(listingsQuery(app.id).queryKey, (all = []) =>
        all.some((one) => one.locale === locale)
          ? all.map((one) => (one.locale === locale ? saved : one))
          : [...all, saved],
      )
      onChange(undefined)
      toasts.good(t.saved(nameOf(locale)))
      await changed(app.id)
    },
  })
}
