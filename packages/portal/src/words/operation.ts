import type { Backup, PortalSetting, PortalStorage } from '@mosis/api'
import type { Family } from './family.ts'

/** What lies in the storage of the portal. */
export const storageKinds: Family<PortalStorage['kinds'][number]['kind']> = {
  en: {
    packages: 'Packages',
    icons: 'Icons',
    images: 'Screenshots',
    uploads: 'Unfinished uploads',
    mail: 'Mails in the outbox folder',
    backups: 'Backups',
  },
  de: {
    packages: 'Pakete',
    icons: 'Symbole',
    images: 'Screenshots',
    uploads: 'Unvollständige Uploads',
    mail: 'E-Mails im Ausgangsordner',
    backups: 'Sicherungen',
  },
}

/** The databases of the portal. */
export const databaseNames: Family<PortalStorage['databases'][number]['name']> = {
  en: { portal: 'Portal', telemetry: 'Usage data' },
  de: { portal: 'Portal', telemetry: 'Nutzungsdaten' },
}

/** What a disk is for. */
export const diskContents: Family<PortalStorage['disks'][number]['holds'][number]> = {
  en: { packages: 'Packages', data: 'Database', backups: 'Backups' },
  de: { packages: 'Pakete', data: 'Datenbank', backups: 'Sicherungen' },
}

/** Whether a backup can be used. */
export const backupStates: Family<Backup['state']> = {
  en: { good: 'Intact', damaged: 'Damaged' },
  de: { good: 'Unversehrt', damaged: 'Beschädigt' },
}

/** Where the value of a setting comes from. */
export const settingSources: Family<PortalSetting['source']> = {
  en: { default: 'Default', environment: 'Environment', generated: 'Generated at the first start' },
  de: { default: 'Vorgabe', environment: 'Umgebung', generated: 'Beim ersten Start erzeugt' },
}
