/** The first character as a person sees it, emoji included. */
export function firstLetter(text: string): string {
  return new Intl.Segmenter().segment(text)[Symbol.iterator]().next().value?.segment ?? ''
}

/** How many code points, which is how the portal counts. */
export function countLetters(text: string): number {
  return Array.from(text).length
}
