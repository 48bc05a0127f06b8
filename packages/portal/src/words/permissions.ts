import { permissions as list } from '@mosis/format/permissions'
import type { PermissionName, PermissionRisk } from '@mosis/format/permissions'
import type { Family } from './family.ts'

/** What a permission is about, in a word or two. */
export const permissions: Family<PermissionName> = {
  en: {
    storage: 'Own files',
    'system.notifications': 'Notifications',
    'network.internet': 'Internet',
    'network.websocket': 'Lasting connections',
    camera: 'Camera',
    microphone: 'Microphone',
    'location.coarse': 'Rough location',
    'location.fine': 'Exact location',
    'contacts.read': 'Read contacts',
    'contacts.write': 'Change contacts',
    bluetooth: 'Bluetooth',
    'sensors.body': 'Body sensors',
    'clipboard.read': 'Read the clipboard',
    'clipboard.write': 'Change the clipboard',
    install_packages: 'Install apps',
    system_settings: 'System settings',
  },
  de: {
    storage: 'Eigene Dateien',
    'system.notifications': 'Mitteilungen',
    'network.internet': 'Internet',
    'network.websocket': 'Dauerhafte Verbindungen',
    camera: 'Kamera',
    microphone: 'Mikrofon',
    'location.coarse': 'Ungefährer Standort',
    'location.fine': 'Genauer Standort',
    'contacts.read': 'Kontakte lesen',
    'contacts.write': 'Kontakte ändern',
    bluetooth: 'Bluetooth',
    'sensors.body': 'Körpersensoren',
    'clipboard.read': 'Zwischenablage lesen',
    'clipboard.write': 'Zwischenablage ändern',
    install_packages: 'Apps installieren',
    system_settings: 'Systemeinstellungen',
  },
}

/** What a permission lets an app do, for people who have never heard of permissions. */
export const permissionSentences: Family<PermissionName> = {
  en: Object.fromEntries(list.map(({ name, description }) => [name, description])) as Record<PermissionName, string>,
  de: {
    storage: 'Eigene Dateien auf diesem Gerät speichern. Die Dateien anderer Apps sieht sie nicht.',
    'system.notifications': 'Ihnen Mitteilungen zeigen.',
    'network.internet': 'Daten ins Internet senden und von dort empfangen.',
    'network.websocket': 'Eine Verbindung ins Internet offen halten, um jederzeit Daten zu senden und zu empfangen.',
    camera: 'Bilder mit der Kamera aufnehmen, während Sie die App benutzen.',
    microphone: 'Ton mit dem Mikrofon aufnehmen, während Sie die App benutzen.',
    'location.coarse': 'Ihren ungefähren Standort erfahren, auf einige Kilometer genau.',
    'location.fine': 'Ihren genauen Standort erfahren.',
    'contacts.read': 'Namen, Telefonnummern und E-Mail-Adressen in Ihren Kontakten lesen.',
    'contacts.write': 'Kontakte hinzufügen, ändern und löschen.',
    bluetooth: 'Bluetooth-Geräte in Ihrer Nähe finden und Daten mit ihnen austauschen.',
    'sensors.body': 'Körpersensoren lesen, zum Beispiel Ihren Herzschlag.',
    'clipboard.read': 'Lesen, was Sie kopiert haben, auch in anderen Apps.',
    'clipboard.write': 'Den Inhalt der Zwischenablage ersetzen.',
    install_packages: 'Apps installieren, aktualisieren und entfernen. Das dürfen nur Apps der Plattform selbst.',
    system_settings: 'Einstellungen des Geräts ändern. Das dürfen nur Apps der Plattform selbst.',
  },
}

/** How much a permission may hurt. */
export const permissionRisks: Family<PermissionRisk> = {
  en: { normal: 'Granted without asking', dangerous: 'Asks you first', signature: 'Only for the platform' },
  de: {
    normal: 'Ohne Nachfrage erlaubt',
    dangerous: 'Fragt Sie vorher',
    signature: 'Nur für die Plattform',
  },
}
