import type { Migration } from '../migrate.ts'
import { init } from './0001-init.ts'
import { identity } from './0002-identity.ts'
import { webhooks } from './0003-webhooks.ts'
import { releases } from './0004-releases.ts'
import { reviewDesk } from './0005-review-desk.ts'
import { verdicts } from './0006-verdicts.ts'
import { safety } from './0007-safety.ts'
import { intake } from './0008-intake.ts'
import { portalPages } from './0009-portal-pages.ts'
import { notes } from './0010-notes.ts'
import { accountLocks } from './0011-account-locks.ts'

/** Every step of the portal's schema, in order. Append; never change or remove one that was released. */
export const migrations: readonly Migration[] = [
  init,
  identity,
  webhooks,
  releases,
  reviewDesk,
  verdicts,
  safety,
  intake,
  portalPages,
  notes,
  accountLocks,
]
