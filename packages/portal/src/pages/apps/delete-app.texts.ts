import { defineTexts } from '../../texts.ts'

export const deleteAppTexts = defineTexts({
  en: {
    title: 'Delete the app',
    lead: 'Only while it was never published. Its versions, reviews and testers go with it, and its id is free for anybody.',
    published:
      'This app was published: devices may have it, so it stays. Withdraw its versions, and the store shows it no longer.',
    toVersions: 'To the versions',
    readOnly: 'Only owners of the team delete its apps.',
    start: (app: string) => `Delete ${app}\u00a0…`,
    confirmTitle: (app: string) => `Delete ${app}?`,
    confirmLead: 'All versions, reviews, listings and testers are gone for ever. Nobody can bring them back.',
    confirm: (app: string) => `Delete ${app}`,
    done: (app: string) => `${app} was deleted`,
  },
  de: {
    title: 'App löschen',
    lead: 'Nur solange sie nie veröffentlicht war. Versionen, Prüfungen und Tester gehen mit, die Kennung wird für alle frei.',
    published:
      'Diese App wurde veröffentlicht: Geräte können sie haben, deshalb bleibt sie. Nach dem Zurückziehen ihrer Versionen zeigt der Store sie nicht mehr.',
    toVersions: 'Zu den Versionen',
    readOnly: 'Nur Inhaber des Teams können seine Apps löschen.',
    start: (app: string) => `${app} löschen\u00a0…`,
    confirmTitle: (app: string) => `${app} löschen?`,
    confirmLead:
      'Alle Versionen, Prüfungen, Store-Einträge und Tester sind dann endgültig weg. Niemand kann sie zurückholen.',
    confirm: (app: string) => `${app} löschen`,
    done: (app: string) => `${app} wurde gelöscht`,
  },
})
