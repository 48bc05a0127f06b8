import { defineTexts } from '../../texts.ts'

export const appFrameTexts = defineTexts({
  en: {
    apps: 'Apps',
    tabs: (name: string) => `Pages of ${name}`,
    overview: 'Overview',
    versions: 'Versions',
    listing: 'Listing',
    analytics: 'Usage',
    crashes: 'Crashes',
    testers: 'Testers',
    settings: 'Settings',
    audit: 'Log',
    upload: 'Upload a version',
    store: 'In the store',
    notFoundTitle: 'No app with this id among yours',
    notFoundLead: (appId: string) =>
      `${appId} does not exist, or belongs to a team that you are not in. An owner of that team can invite you.`,
    toApps: 'To your apps',
  },
  de: {
    apps: 'Apps',
    tabs: (name: string) => `Seiten von ${name}`,
    overview: 'Überblick',
    versions: 'Versionen',
    listing: 'Store-Eintrag',
    analytics: 'Nutzung',
    crashes: 'Abstürze',
    testers: 'Tester',
    settings: 'Einstellungen',
    audit: 'Protokoll',
    upload: 'Version hochladen',
    store: 'Im Store',
    notFoundTitle: 'Keine Ihrer Apps hat diese Kennung',
    notFoundLead: (appId: string) =>
      `${appId} gibt es nicht, oder die App gehört einem Team, in dem Sie nicht Mitglied sind. Inhaber des Teams können Sie einladen.`,
    toApps: 'Zu den Apps',
  },
})
