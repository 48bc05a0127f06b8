// What it costs to know who asks, and what reading the store notices of fifty people who sign in at once.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { measureChecking } from './auth/checking.ts'
import { measureSigningIn } from './auth/signing-in.ts'
import type { Measurement } from './measure.ts'

export async function measureAuth(): Promise<Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mosis-bench-'))
  try {
    return [
      ...(await measureChecking(join(folder, 'checking'))),
      ...(await measureSigningIn(join(folder, 'signing-in'))),
    ]
  } finally {
    rmSync(folder, { recursive: true })
  }
}
