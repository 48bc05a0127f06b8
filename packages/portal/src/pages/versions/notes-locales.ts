import type { App } from '@mosis/api'
import { useQuery } from '@tanstack/react-query'
import { listingLocalesQuery } from '../../queries/versions.ts'

/** The languages that release notes are asked for: the main one first, then those of the store, then those that have some. */
export function useNotesLocales(
  { id, default_locale }: Pick<App, 'id' | 'default_locale'>,
  saved: Readonly<Record<string, string>>,
  mayWrite: boolean,
): readonly string[] {
  const { data: ofStore = [] } = useQuery({ ...listingLocalesQuery(id), enabled: mayWrite })
  return mayWrite ? [...new Set([default_locale, ...ofStore, ...Object.keys(saved)])] : [default_locale]
}

/** The texts to send: a language without one has none. */
export function withoutEmpty(texts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== ''))
}
