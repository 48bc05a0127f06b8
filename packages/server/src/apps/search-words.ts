import type { Db } from '../db/schema.ts'

/** What the store says about an app, as far as searches look at it. */
export interface Listing {
  id: string
  name: string
  tags: readonly string[]
  developer: string
  description: string
}

/** Text as it is compared: lower case, full-width forms made plain, letters without accents where their script has such. */
export function normalizeText(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{M}+/gu, '$1')
    .normalize('NFKC')
    .toLowerCase()
}

const segmenter = new Intl.Segmenter('en', { granularity: 'word' })

/** The words of a text, each once; where a script puts no spaces between words, a dictionary finds them. */
export function toWords(text: string): string[] {
  const spaced = normalizeText(text).replaceAll(/[^\p{L}\p{M}\p{N}\p{Extended_Pictographic}]+/gu, ' ')
  const words = [...segmenter.segment(spaced)].map(({ segment }) => segment.trim())
  return [...new Set(words)].filter((word) => word !== '')
}

/** Makes the apps of a team findable by the name that the team has now. */
export async function saveWordsOfTeam(db: Db, { teamId }: { teamId: string }): Promise<void> {
  const team = await db.selectFrom('team').select('name').where('id', '=', teamId).executeTakeFirst()
  if (!team) return
  const apps = await db.selectFrom('app').selectAll().where('team_id', '=', teamId).execute()
  for (const app of apps) {
    await saveSearchWords(db, { ...app, tags: JSON.parse(app.tags) as string[], developer: team.name })
  }
}

/** Makes an app findable by the words of its listings in every language, and by no others. */
export async function saveSearchWords(db: Db, { id, name, tags, developer, description }: Listing): Promise<void> {
  const others = await db.selectFrom('app_listing').select(['name', 'description']).where('app_id', '=', id).execute()
  const elsewhere = others.flatMap((listing) => [listing.name, listing.description])
  const words = toWords([name, id, ...tags, developer, description, ...elsewhere].join(' '))
  await db.deleteFrom('search_word').where('app_id', '=', id).execute()
  if (words.length === 0) return
  await db
    .insertInto('search_word')
    .values(words.map((word) => ({ word, app_id: id })))
    .execute()
}
