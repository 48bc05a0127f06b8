import type { Migration } from '../migrate.ts'
import { init } from './0001-init.ts'

/** Every step of the portal's schema, in order. Append; never change or remove one that was released. */
export const migrations: readonly Migration[] = [init]
