import { toWords } from '../apps/search-words.ts'
import type { Db } from '../db/schema.ts'

/** More words narrow nothing down that eight did not. */
const maxWords = 8
/** A word that more apps have than this is common: reading the list in its order soon finds a page of them. */
const maxCandidates = 200

/** What to look for: apps that have a word beginning with each of `words`, all of them among `candidates` if these are given. */
export interface Search {
  words: readonly string[]
  candidates?: readonly string[]
}

/** Undefined: nothing was asked for. A text without any word in it finds nothing. */
export async function prepareSearch(db: Db, text: string): Promise<Search | undefined> {
  if (text === '') return undefined
  const words = toWords(text).slice(0, maxWords)
  if (words.length === 0) return { words, candidates: [] }
  const found = await Promise.all(words.map((word) => findCandidates(db, word)))
  const [fewest] = found.filter((ids) => ids !== undefined).sort((a, b) => a.length - b.length)
  return { words, ...(fewest && { candidates: fewest }) }
}

/** The range of all words that begin so: nothing sorts behind the last code point. */
export const beginningWith = (word: string) => ({ from: word, to: `${word}\u{10ffff}` })

async function findCandidates(db: Db, word: string): Promise<string[] | undefined> {
  const { from, to } = beginningWith(word)
  const rows = await db
    .selectFrom('search_word')
    .select('app_id')
    .where('word', '>=', from)
    .where('word', '<', to)
    .limit(maxCandidates + 1)
    .execute()
  return rows.length > maxCandidates ? undefined : [...new Set(rows.map(({ app_id }) => app_id))]
}
