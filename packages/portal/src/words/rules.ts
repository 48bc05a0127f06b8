import type { Finding, RuleMode, RuleRun } from '@mosis/api'
import type { Family } from './family.ts'

/** How much a finding weighs. */
export const severities: Family<Finding['severity']> = {
  en: { error: 'Error', warning: 'Warning', info: 'Hint' },
  de: { error: 'Fehler', warning: 'Warnung', info: 'Hinweis' },
}

/** What the weight of a finding leads to. */
export const severitySentences: Family<Finding['severity']> = {
  en: {
    error: 'The version cannot be approved until this is corrected.',
    warning: 'A reviewer looks at this.',
    info: 'Nothing has to be done, but it would make the app better.',
  },
  de: {
    error: 'Die Version kann erst freigegeben werden, wenn das behoben ist.',
    warning: 'Das Prüfteam sieht sich das an.',
    info: 'Hier muss nichts geschehen, aber die App würde besser.',
  },
}

/** What a rule judges, by its tier. */
export const tiers: Family<'1' | '2' | '3'> = {
  en: { 1: 'The package itself', 2: 'Its content', 3: 'Its security' },
  de: { 1: 'Das Paket selbst', 2: 'Sein Inhalt', 3: 'Seine Sicherheit' },
}

/** What is done with the findings of a rule. */
export const ruleModes: Family<RuleMode> = {
  en: { off: 'Off', observe: 'Observe only', enforce: 'Enforced' },
  de: { off: 'Aus', observe: 'Nur beobachten', enforce: 'Angewendet' },
}

/** What a mode leads to, to choose one by. */
export const ruleModeSentences: Family<RuleMode> = {
  en: {
    off: 'The rule is not counted and nobody sees its findings.',
    observe: 'Reviewers see the findings; they decide nothing.',
    enforce: 'The findings count: errors fail a version, warnings ask for a reviewer.',
  },
  de: {
    off: 'Die Regel zählt nicht, und niemand sieht ihre Befunde.',
    observe: 'Das Prüfteam sieht die Befunde; sie entscheiden nichts.',
    enforce: 'Die Befunde zählen: Fehler lassen eine Version scheitern, Warnungen rufen das Prüfteam.',
  },
}

/** How far a run of rules over all published apps has come. */
export const ruleRunStates: Family<RuleRun['state']> = {
  en: { running: 'Running', done: 'Done' },
  de: { running: 'Läuft', done: 'Fertig' },
}
