import type { Family } from './family.ts'

/** States that only the log of changes names. */
export const logStates: Family = {
  en: {
    active: 'Active',
    closed: 'Closed',
    deleted: 'Deleted',
    ended: 'Ended',
    locked: 'Locked',
    member: 'Member',
    off: 'Off',
    on: 'On',
    open: 'Open',
    revoked: 'Revoked',
  },
  de: {
    active: 'Aktiv',
    closed: 'Abgeschlossen',
    deleted: 'Gelöscht',
    ended: 'Beendet',
    locked: 'Gesperrt',
    member: 'Mitglied',
    off: 'Aus',
    on: 'Ein',
    open: 'Offen',
    revoked: 'Widerrufen',
  },
}
