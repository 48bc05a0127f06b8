import type { App, Listing } from '@mosis/api'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { MoreHorizontal, Star, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { Menu, MenuItem } from '../../parts/menu.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { updateApp, useAppChanged } from '../../queries/apps.ts'
import { deleteListing } from '../../queries/listings.ts'
import { useTexts } from '../../texts.ts'
import { useLocaleName } from '../../use-locale-name.ts'
import { useErrorWords } from '../../words/use-words.ts'
import { listingTexts } from './listing.texts.ts'

interface LanguageMenuProps {
  app: App
  listing: Listing
}

/** What can be done with a language that is not the default one. */
export function LanguageMenu({ app, listing }: LanguageMenuProps) {
  const t = useTexts(listingTexts)
  const [isRemoving, setIsRemoving] = useState(false)
  const makeDefault = useMakeDefault(app, listing.locale)
  return (
    <>
      <Menu label={t.more} trigger={<MoreHorizontal size={20} strokeWidth={1.5} aria-hidden />}>
        <MenuItem icon={Star} onAction={makeDefault}>
          {t.makeDefault}
        </MenuItem>
        <MenuItem icon={Trash2} kind="danger" onAction={() => setIsRemoving(true)}>
          {t.removeLanguage}
        </MenuItem>
      </Menu>
      {isRemoving && <RemoveDialog app={app} listing={listing} onClose={() => setIsRemoving(false)} />}
    </>
  )
}

function useMakeDefault({ id }: App, locale: string): () => void {
  const t = useTexts(listingTexts)
  const nameOf = useLocaleName()
  const say = useErrorWords()
  const toasts = useToasts()
  const changed = useAppChanged()
  const { mutate } = useMutation({
    mutationFn: () => updateApp(id, { default_locale: locale }),
    async onSuccess() {
      await changed(id)
      toasts.good(t.madeDefault(nameOf(locale)))
    },
    onError: (error) => toasts.bad(`${t.makeDefaultFailed}. ${say(error).message}`),
  })
  return mutate
}

function RemoveDialog({ app, listing, onClose }: LanguageMenuProps & { onClose: () => void }) {
  const t = useTexts(listingTexts)
  const nameOf = useLocaleName()
  const toasts = useToasts()
  const changed = useAppChanged()
  const navigate = useNavigate()
  const { locale, screenshots } = listing
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => deleteListing({ appId: app.id, locale }),
    async onSuccess() {
      onClose()
      await navigate({ to: '/apps/$appId/listing', params: { appId: app.id }, search: {}, resetScroll: false })
      await changed(app.id)
      toasts.good(t.removed(nameOf(locale)))
    },
  })
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t.removeTitle(nameOf(locale))}
      act={t.remove}
      onConfirm={() => mutate()}
      isPending={isPending}
      error={error}
    >
      <p>{t.removeLead(nameOf(locale), nameOf(app.default_locale), screenshots.length)}</p>
    </ConfirmDialog>
  )
}
