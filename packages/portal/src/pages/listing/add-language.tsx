import type { Listing } from '@mosis/api'
import { useNavigate } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Form, FormActions } from '../../parts/form.tsx'
import { Select } from '../../parts/select.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { useTexts } from '../../texts.ts'
import { useLocaleName } from '../../use-locale-name.ts'
import { commonLanguages } from './languages.ts'
import { toLocale } from './listing-draft.ts'
import { listingTexts } from './listing.texts.ts'

interface AddLanguageProps {
  appId: string
  listings: readonly Listing[]
}

/** Leads to the listing in a language that the app does not have yet. */
export function AddLanguage(props: AddLanguageProps) {
  const t = useTexts(listingTexts)
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button icon={Plus} onPress={() => setIsOpen(true)}>
        {t.addLanguage}
      </Button>
      {isOpen && <AddDialog {...props} onClose={() => setIsOpen(false)} />}
    </>
  )
}

const another = 'another'

function AddDialog({ appId, listings, onClose }: AddLanguageProps & { onClose: () => void }) {
  const t = useTexts(listingTexts)
  const navigate = useNavigate()
  const options = useOptions(listings)
  const [chosen, setChosen] = useState('')
  const [tag, setTag] = useState('')
  const [error, setError] = useState<unknown>()
  const submit = () => {
    const locale = chosen === another ? toLocale(tag) : chosen
    if (locale === '') return setError({ errors: [{ pointer: '/language', message: t.tagMissing }] })
    if (locale === undefined) return setError({ errors: [{ pointer: '/tag', message: t.tagWrong }] })
    onClose()
    void navigate({ to: '/apps/$appId/listing', params: { appId }, search: { locale }, resetScroll: false })
  }
  return (
    <Dialog isOpen onClose={onClose} title={t.addTitle} lead={t.addLead}>
      <Form onSubmit={submit} error={error}>
        <Select
          label={t.language}
          pointer="/language"
          placeholder={t.choose}
          value={chosen}
          onChange={setChosen}
          options={[...options, { value: another, label: t.another }]}
        />
        {chosen === another && (
          <TextField
            label={t.tag}
            hint={t.tagHint}
            pointer="/tag"
            isCode
            autoComplete="off"
            value={tag}
            onChange={setTag}
          />
        )}
        <FormActions>
          <Button type="submit" kind="primary">
            {t.add}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  )
}

/** The common languages that are not there yet, by their names. */
function useOptions(listings: readonly Listing[]) {
  const nameOf = useLocaleName()
  return useMemo(
    () =>
      commonLanguages
        .filter((tag) => listings.every(({ locale }) => locale !== tag))
        .map((tag) => ({ value: tag as string, label: nameOf(tag) }))
        .toSorted((one, other) => one.label.localeCompare(other.label)),
    [listings, nameOf],
  )
}
