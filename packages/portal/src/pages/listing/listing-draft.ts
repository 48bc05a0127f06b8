import type { Listing } from '@mosis/api'

/** What is being written in one language. */
export interface ListingDraft {
  name: string
  description: string
  long_text: string
  /** By screenshot; only what was changed. */
  captions: Readonly<Record<string, string>>
}

/** How a language begins: as it was saved, or with the name that the app has in its default language. */
export function toDraft(listing: Listing | undefined, defaultName: string): ListingDraft {
  if (!listing) return { name: defaultName, description: '', long_text: '', captions: {} }
  const { name, description, long_text } = listing
  return { name, description, long_text, captions: {} }
}

/** Whether a draft says anything else than what was saved; a language that is not saved yet always does. */
export function isChanged(listing: Listing | undefined, draft: ListingDraft): boolean {
  if (!listing) return true
  const isText = (['name', 'description', 'long_text'] as const).some((field) => listing[field] !== draft[field].trim())
  return isText || changedCaptions(listing, draft).length > 0
}

/** The screenshots whose captions are other ones now. */
export function changedCaptions({ screenshots }: Listing, { captions }: ListingDraft): string[] {
  return screenshots.filter(({ id, caption }) => (captions[id] ?? caption).trim() !== caption).map(({ id }) => id)
}

/** The tag of a language as the portal writes it, or undefined when it is none. */
export function toLocale(tag: string): string | undefined {
  try {
    const [canonical] = Intl.getCanonicalLocales(tag.trim())
    return canonical !== undefined && /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$/.test(canonical)
      ? canonical
      : undefined
  } catch {
    return undefined
  }
}
