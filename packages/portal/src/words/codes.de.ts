import { jobStates } from './jobs.ts'
import { versionActions, versionStates } from './versions.ts'

/** German words for values of refusals that are codes, by the name of the placeholder. */
export const germanCodes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  is: versionStates.de,
  should: versionStates.de,
  action: versionActions.de,
  kind: { file: 'Datei', package: 'Paket', key: 'Signaturschlüssel' },
  done: { renamed: 'umbenannt', shared: 'geteilt', deleted: 'gelöscht' },
  provider: { github: 'GitHub', google: 'Google' },
  state: {
    ...jobStates.de,
    open: 'offen',
    approved: 'freigegeben',
    rejected: 'abgelehnt',
    changes_requested: 'Änderungen verlangt',
    cancelled: 'zurückgenommen',
    confirmed: 'bestätigt',
    lapsed: 'von selbst abgelaufen',
    lifted: 'aufgehoben',
  },
}
