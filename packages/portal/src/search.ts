// Readers for the search part of an address. What cannot be read counts as absent: an old or mistyped link still shows the page.

type Read<T> = (value: unknown) => T | undefined

/** A text that is not empty. */
export const text: Read<string> = (value) =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined

/** One of these words. */
export const oneOf =
  <const Word extends string>(words: readonly Word[]): Read<Word> =>
  (value) =>
    words.find((word) => word === value)

/** A whole number from 1 on. */
export const count: Read<number> = (value) =>
  Number.isSafeInteger(value) && Number(value) > 0 ? Number(value) : undefined

export const flag: Read<true> = (value) => (value === true || value === 'true' || value === 1 ? true : undefined)

/**
 * `validateSearch: search({ q: text, state: oneOf(states) })`. What is given but cannot be read is named as undefined: the router
 * would hand on what stands in the address for a name that is missing here.
 */
export function search<Readers extends Record<string, Read<unknown>>>(readers: Readers) {
  return (given: Record<string, unknown>): { [Name in keyof Readers]?: NonNullable<ReturnType<Readers[Name]>> } => {
    const entries = Object.entries(readers)
      .filter(([name]) => given[name] !== undefined)
      .map(([name, read]) => [name, read(given[name])])
    return Object.fromEntries(entries) as { [Name in keyof Readers]?: NonNullable<ReturnType<Readers[Name]>> }
  }
}
