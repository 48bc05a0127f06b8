import { useMemo } from 'react'
import { PortalError } from './call.ts'
import { useErrorWords } from './words/use-words.ts'

/** The field that a code is about, and what to say there where the page knows better than the failure. */
export type Place = string | { readonly pointer: string; readonly words: string }

/**
 * The same failure, said at a field where the page knows one for its code: `{ 'account.email_taken': '/email' }`. What names its
 * fields itself stays as it is. `places` has to stay the same from one drawing to the next.
 */
export function useErrorAt(failure: unknown, places: Readonly<Record<string, Place>>): unknown {
  const say = useErrorWords()
  return useMemo(() => {
    if (!(failure instanceof PortalError) || failure.errors.length > 0) return failure
    const { code, status, fix, details, requestId } = failure
    const place = Object.hasOwn(places, code) ? places[code] : undefined
    if (place === undefined) return failure
    const said = say(failure)
    const own = said.fix === '' ? said.message : `${said.message}. ${said.fix}.`
    const [pointer, message] = typeof place === 'string' ? [place, own] : [place.pointer, place.words]
    return new PortalError(
      said.message,
      // Without a code: it is said in the page's language already.
      { ...details, code, status, fix, errors: [{ pointer, code: '', message }] },
      requestId,
    )
  }, [failure, places, say])
}
