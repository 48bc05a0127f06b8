import type { Migration } from '../migrate.ts'
import { init } from './0001-init.ts'
import { identity } from './0002-identity.ts'

/** Every step of the portal's schema, in order. Append; never change or remove one that was released. */
export const migrations: readonly Migration[] = [init, identity]
