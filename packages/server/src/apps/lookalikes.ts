import { normalizeText } from './search-words.ts'

export interface NamedApp {
  id: string
  /** In every language. */
  names: readonly string[]
}

/** An app that people could take another one for, and by what. */
export interface Lookalike {
  id: string
  name: string
  by: 'name' | 'id'
}

/** Letters of other scripts, and digits and signs, by the Latin letters that they look like. */
const looks = {
  a: 'аα4@',
  ae: 'æ',
  b: 'вь8ß',
  c: 'сϲ',
  d: 'ԁđ',
  e: 'еεєз3',
  g: 'ɡ9',
  h: 'һн',
  j: 'ј',
  k: 'кκ',
  l: 'іιıӏ1|!ł',
  m: 'м',
  n: 'ηոп',
  o: 'оοσօ0ø',
  oe: 'œ',
  p: 'рρ',
  q: 'ԛ',
  r: 'г',
  s: 'ѕ5$',
  t: 'тτ7',
  u: 'υц',
  v: 'νѵ',
  w: 'ԝωш',
  x: 'хχ',
  y: 'уγ',
}
const lookOf = new Map(
  Object.entries(looks).flatMap(([latin, alike]) =>
    Array.from(alike, (character): [string, string] => [character, latin]),
  ),
)

/** What is left of a text when case, accents, separators and what only looks different are gone. */
export function toSkeleton(text: string): string {
  return normalizeText(text)
    .replaceAll(/./gsu, (character) => lookOf.get(character) ?? character)
    .replaceAll(/[^\p{L}\p{N}]+/gu, '')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
    .replaceAll('i', 'l')
}

/** Well-known apps that this one could be taken for: by one of its names, or by its id. */
export function findLookalikes(app: NamedApp, wellKnown: readonly NamedApp[]): Lookalike[] {
  const own = app.names.map(toSkeleton)
  const ownId = idOf(app.id)
  return wellKnown.flatMap(({ id, names }): Lookalike[] => {
    const [name = id] = names
    if (names.some((known) => own.some((mine) => isNear(mine, toSkeleton(known))))) return [{ id, name, by: 'name' }]
    return isNear(ownId, idOf(id)) ? [{ id, name, by: 'id' }] : []
  })
}

/** The parts of an id that everybody may have say nothing. */
const general = new Set(['com', 'org', 'net', 'io', 'dev', 'app', 'apps', 'co', 'de', 'mobile', 'mosis'])
const idOf = (id: string) =>
  toSkeleton(
    id
      .split('.')
      .filter((part) => !general.has(part))
      .join(''),
  )

/** Short names are alike only when they are the same: among three letters every other name is one change away. */
function isNear(one: string, other: string): boolean {
  const length = Math.min(one.length, other.length)
  if (length === 0) return false
  const allowed = length < 4 ? 0 : length < 8 ? 1 : 2
  return Math.abs(one.length - other.length) <= allowed && countChanges(one, other) <= allowed
}

/** How many letters are put in, left out, replaced, or swapped with the next one. */
function countChanges(one: string, other: string): number {
  let before: number[] = []
  let last = Array.from({ length: other.length + 1 }, (_, at) => at)
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row]
    for (let at = 1; at <= other.length; at += 1) {
      const isSame = one[row - 1] === other[at - 1]
      const isSwapped = row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1]
      next.push(
        Math.min(
          (last[at] ?? 0) + 1,
          (next[at - 1] ?? 0) + 1,
          (last[at - 1] ?? 0) + (isSame ? 0 : 1),
          isSwapped ? (before[at - 2] ?? 0) + 1 : Infinity,
        ),
      )
    }
    ;[before, last] = [last, next]
  }
  return last[other.length] ?? 0
}
