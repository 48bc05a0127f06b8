import { createHash, randomBytes } from 'node:crypto'
import type { Db } from '../db/schema.ts'

/** The apps whose testers' versions a device may have. */
export type TestedApps = ReadonlySet<string>

/** By which a device shows its tokens, with commas between. */
export const testerHeader = 'x-mosis-tester'

/** More than anybody tests; the rest is not looked at. */
const maxTokens = 50
const tokenPattern = /^mt_[\w-]{43}$/
const nothing: TestedApps = new Set()

export const makeTesterToken = () => `mt_${randomBytes(32).toString('base64url')}`
export const makeJoinToken = () => randomBytes(24).toString('base64url')

/** The token has at least 192 random bits, so a fast hash is enough: there is nothing to guess. */
export const hashToken = (token: string) => createHash('sha256').update(token).digest('hex')

/** The tokens in the header; what is none says nothing. */
export function readTesterTokens(header: string | readonly string[] | undefined): string[] {
  const text = typeof header === 'string' ? header : (header ?? []).join(',')
  const tokens = text.split(',', maxTokens).map((token) => token.trim())
  return tokens.filter((token) => tokenPattern.test(token))
}

/** The apps that these tokens are for; one that was taken back is for none. */
export async function findTestedApps(db: Db, tokens: readonly string[]): Promise<TestedApps> {
  if (tokens.length === 0) return nothing
  const rows = await db
    .selectFrom('tester')
    .select('app_id')
    .where('token_hash', 'in', tokens.map(hashToken))
    .where('state', '=', 'joined')
    .execute()
  return new Set(rows.map(({ app_id }) => app_id))
}
