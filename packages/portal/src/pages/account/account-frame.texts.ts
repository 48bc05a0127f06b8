import { defineTexts } from '../../texts.ts'

export const accountFrameTexts = defineTexts({
  en: {
    title: 'Your account',
    pages: 'Your account',
    since: (role: string, date: string) => `${role} since ${date}`,
    profile: 'Profile',
    security: 'Security',
    sessions: 'Sessions',
    activity: 'Activity',
    data: 'Your data',
  },
  de: {
    title: 'Ihr Konto',
    pages: 'Ihr Konto',
    since: (role: string, date: string) => `${role} seit ${date}`,
    profile: 'Profil',
    security: 'Sicherheit',
    sessions: 'Sitzungen',
    activity: 'Aktivität',
    data: 'Ihre Daten',
  },
})
