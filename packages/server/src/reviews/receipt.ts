import { createHash } from 'node:crypto'
import type { JWK } from 'jose'
import type { RuleMode } from '@mosis/api'
import type { Db } from '../db/schema.ts'
import type { Tokens } from '../http/tokens.ts'

/** What a receipt says. The hashes are over the JSON exactly as the review answers it, in UTF-8. */
export interface ReceiptClaims {
  /** The portal. */
  iss: string
  app_id: string
  version_id: string
  version_code: number
  /** Of the package. */
  sha256: string
  rule_set: string
  /** Rules that were not enforced; without any the findings are those of `mosis validate`, byte for byte. */
  rule_modes: Readonly<Record<string, RuleMode>>
  ok: boolean
  findings_sha256: string
  /** Null: the version was not tried. */
  behaviour_sha256: string | null
  at: string
}

/** Signs what the automated review found, so that a verdict can be shown and nobody can change it later, the portal included. */
export interface Receipts {
  /** A compact JWS. */
  sign: (claims: Omit<ReceiptClaims, 'iss'>) => Promise<string>
  /** The keys that a receipt may be signed with, for everybody. */
  keys: () => Promise<ReceiptKey[]>
}

export interface ReceiptKey {
  kty: 'OKP'
  crv: 'Ed25519'
  x: string
  kid: string
  alg: 'EdDSA'
  use: 'sig'
}

/** One setting for each key: two processes that begin at once add one each, and a receipt is good when any of them fits. */
interface KeptKey {
  created_at: string
  public: ReceiptKey
  /** The private JWK, sealed with a key made from the portal's secret. */
  sealed: string
}

const purpose = 'review receipt key'
const settingPrefix = 'review_key.'
const type = 'mosis-review+jws'

export function createReceipts(db: Db, tokens: Tokens, issuer: string): Receipts {
  let signer: Promise<{ kid: string; key: CryptoKey | Uint8Array }> | undefined

  async function findSigner(now: string) {
    const { importJWK } = await import('jose')
    for (const { public: shown, sealed } of (await readKeys(db)).toReversed()) {
      const jwk = await tokens.open(purpose, sealed)
      // With another secret an old key cannot be opened: what it signed stays good, and a new one signs from now on.
      if (jwk !== undefined) return { kid: shown.kid, key: await importJWK(JSON.parse(jwk) as JWK, 'EdDSA') }
    }
    return makeKey(db, tokens, now)
  }

  return {
    async sign(claims) {
      const { CompactSign } = await import('jose')
      signer ??= findSigner(claims.at).catch((failure: unknown) => {
        signer = undefined
        throw failure
      })
      const { kid, key } = await signer
      const text = JSON.stringify({ iss: issuer, ...claims } satisfies ReceiptClaims)
      const header = { alg: 'EdDSA', kid, typ: type }
      return new CompactSign(new TextEncoder().encode(text)).setProtectedHeader(header).sign(key)
    },
    keys: async () => (await readKeys(db)).map((key) => key.public),
  }
}

/** The hash by which a receipt names findings or behaviour. */
export const hashOf = (json: string): string => createHash('sha256').update(json).digest('hex')

/** The oldest first. */
async function readKeys(db: Db): Promise<KeptKey[]> {
  const rows = await db
    .selectFrom('setting')
    .selectAll()
    .where('name', 'like', `${settingPrefix}%`)
    .orderBy('name')
    .execute()
  const keys = rows.map(({ value }) => JSON.parse(value) as KeptKey)
  return keys.sort((one, other) => (one.created_at < other.created_at ? -1 : 1))
}

async function makeKey(db: Db, tokens: Tokens, now: string): Promise<{ kid: string; key: CryptoKey }> {
  const { calculateJwkThumbprint, exportJWK, generateKeyPair } = await import('jose')
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true })
  const jwk = await exportJWK(privateKey)
  const { x } = jwk
  if (x === undefined) throw new Error('Cannot make a key for receipts: the library gave none')
  const kid = await calculateJwkThumbprint(jwk)
  const kept: KeptKey = {
    created_at: now,
    public: { kty: 'OKP', crv: 'Ed25519', x, kid, alg: 'EdDSA', use: 'sig' },
    sealed: await tokens.seal(purpose, JSON.stringify(jwk)),
  }
  await db
    .insertInto('setting')
    .values({ name: settingPrefix + kid, value: JSON.stringify(kept) })
    .execute()
  return { kid, key: privateKey }
}
