// Loaded into every process of `npm test` before anything else, threads included: Argon2 is worked out with the least memory and
// one pass. Hundreds of tests make accounts, and what a password costs is nothing that they are about; the hash still says the
// cost that the portal asks for, so no test sees a difference but by the clock. A single file by itself pays the full price.
import crypto from 'node:crypto'
import type { Argon2Algorithm, Argon2Parameters } from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'

/** The tests of passwords pay what people pay. */
const isAboutPasswords = process.argv[1]?.endsWith('accounts.test.ts') === true

if (!isAboutPasswords) {
  const atFullCost = crypto.argon2Sync
  crypto.argon2Sync = (algorithm: Argon2Algorithm, parameters: Argon2Parameters) =>
    atFullCost(algorithm, { ...parameters, memory: 8 * parameters.parallelism, passes: 1 })
  syncBuiltinESMExports()
}
