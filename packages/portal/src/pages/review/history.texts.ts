import { defineTexts } from '../../texts.ts'

export const historyTexts = defineTexts({
  en: {
    this: 'This review',
    handedIn: 'Handed in for review',
    escalated: (name: string) => `Left to an admin by ${name}`,
    decided: (state: string) => `Decided: ${state}`,
    earlier: 'Earlier reviews of this app',
    earlierLead: 'Decided ones, the newest first.',
    emptyTitle: 'The first review of this app',
    empty: 'What is decided about its versions stands here from now on.',
    failed: 'The earlier reviews could not be loaded',
    columns: { version: 'Version', state: 'Decision', reasons: 'Reasons', at: 'Decided' },
    automatic: 'Automated review',
  },
  de: {
    this: 'Diese Prüfung',
    handedIn: 'Zur Prüfung eingereicht',
    escalated: (name: string) => `An einen Admin weitergegeben von ${name}`,
    decided: (state: string) => `Entschieden: ${state}`,
    earlier: 'Frühere Prüfungen dieser App',
    earlierLead: 'Entschiedene, die neueste zuerst.',
    emptyTitle: 'Die erste Prüfung dieser App',
    empty: 'Was über ihre Versionen entschieden wird, steht von nun an hier.',
    failed: 'Die früheren Prüfungen konnten nicht geladen werden',
    columns: { version: 'Version', state: 'Entscheidung', reasons: 'Gründe', at: 'Entschieden' },
    automatic: 'Automatische Prüfung',
  },
})
