import { defineTexts } from '../texts.ts'

export const chartTexts = defineTexts({
  en: {
    asTable: 'As table',
    asChart: 'As chart',
    csv: 'CSV',
    csvOf: (title: string) => `Download ${title} as CSV`,
    time: 'Time',
    release: 'Release',
    tooFew: 'too few to show',
    unfinished: 'not over yet',
    description: (title: string, from: string, to: string, series: string) => `${title}, ${from} to ${to}. ${series}`,
    range: (label: string, least: string, most: string, last: string) =>
      `${label}: from ${least} to ${most}, last ${last}.`,
    nothing: 'Nothing was counted in this time',
    loading: 'The chart is on its way…',
    point: 'Point in time',
  },
  de: {
    asTable: 'Als Tabelle',
    asChart: 'Als Diagramm',
    csv: 'CSV',
    csvOf: (title: string) => `${title} als CSV herunterladen`,
    time: 'Zeit',
    release: 'Version',
    tooFew: 'zu wenige für eine Angabe',
    unfinished: 'noch nicht vorbei',
    description: (title: string, from: string, to: string, series: string) => `${title}, ${from} bis ${to}. ${series}`,
    range: (label: string, least: string, most: string, last: string) =>
      `${label}: zwischen ${least} und ${most}, zuletzt ${last}.`,
    nothing: 'In dieser Zeit wurde nichts gezählt',
    loading: 'Das Diagramm wird geladen\u00a0…',
    point: 'Zeitpunkt',
  },
})
