import { defineTexts, plural } from '../../texts.ts'

export const analyticsTexts = defineTexts({
  en: {
    title: 'Usage',
    lead: (day: string) => `From devices whose owners agreed to it, by day in UTC, up to ${day}.`,
    leadPlain: 'From devices whose owners agreed to it, by day in UTC.',
    waiting: 'The numbers are on their way\u00a0…',
    failed: 'The numbers could not be loaded',
    filters: 'What is shown',
    span: 'Span of time',
    spans: (days: number, shown: string) => plural(days, { one: 'The last day', other: 'The last # days' }, shown),
    by: 'By day or week',
    byDay: 'By day',
    byWeek: 'By week',
    version: 'Version',
    allVersions: 'All versions',

    downloads: 'Downloads',
    downloadsNote: 'since it was published',
    starts: 'Starts',
    crashes: 'Crashes',
    rate: 'Crashes in 1,000 starts',
    inSpan: 'in this span',
    tooFew: 'Too few to show',

    devicesChart: 'Devices',
    devicesLead: {
      day: 'Devices that used the app on a day.',
      week: 'Devices that used the app, on the day of the week with the most.',
    },
    startsChart: 'Starts',
    startsLead: { day: 'How often it was started on a day.', week: 'How often it was started in seven days.' },
    crashesChart: 'Crashes',
    crashesLead: { day: 'How often it crashed on a day.', week: 'How often it crashed in seven days.' },

    versions: 'By version',
    versionsLead: 'Devices: on the day with the most.',
    versionColumn: 'Version',
    devicesColumn: 'Devices',
    startsColumn: 'Starts',
    crashesColumn: 'Crashes',
    rateColumn: 'Crashes in 1,000 starts',

    fewNotice: (smallest: string) =>
      `Numbers of fewer than ${smallest} devices are not shown: they could be those of one person. Such days are not in the sums either.`,
    emptyTitle: 'No usage in this span',
    emptyLead:
      'Numbers come from devices whose owners agreed to it. A day stands here once it is over; today is not counted yet.',
    notPublishedTitle: 'Nothing to count yet',
    notPublishedLead: 'Once the app is published, how often it is used stands here.',
    noVersionTitle: 'No usage of this version',
    noVersionLead: 'Nobody used it in this span, or too few devices to show.',
    clear: 'Show all versions',
  },
  de: {
    title: 'Nutzung',
    lead: (day: string) => `Von Geräten, deren Besitzer zugestimmt haben, je Tag in UTC, bis ${day}.`,
    leadPlain: 'Von Geräten, deren Besitzer zugestimmt haben, je Tag in UTC.',
    waiting: 'Die Zahlen werden geladen\u00a0…',
    failed: 'Die Zahlen konnten nicht geladen werden',
    filters: 'Was gezeigt wird',
    span: 'Zeitraum',
    spans: (days: number, shown: string) => plural(days, { one: 'Letzter Tag', other: 'Letzte # Tage' }, shown),
    by: 'Nach Tag oder Woche',
    byDay: 'Nach Tagen',
    byWeek: 'Nach Wochen',
    version: 'Version',
    allVersions: 'Alle Versionen',

    downloads: 'Downloads',
    downloadsNote: 'seit der Veröffentlichung',
    starts: 'Starts',
    crashes: 'Abstürze',
    rate: 'Abstürze je 1.000 Starts',
    inSpan: 'in diesem Zeitraum',
    tooFew: 'Zu wenige für eine Angabe',

    devicesChart: 'Geräte',
    devicesLead: {
      day: 'Geräte, die die App an einem Tag benutzt haben.',
      week: 'Geräte, die die App benutzt haben, am Tag der Woche mit den meisten.',
    },
    startsChart: 'Starts',
    startsLead: {
      day: 'Wie oft sie an einem Tag gestartet wurde.',
      week: 'Wie oft sie in sieben Tagen gestartet wurde.',
    },
    crashesChart: 'Abstürze',
    crashesLead: {
      day: 'Wie oft sie an einem Tag abgestürzt ist.',
      week: 'Wie oft sie in sieben Tagen abgestürzt ist.',
    },

    versions: 'Nach Version',
    versionsLead: 'Geräte: am Tag mit den meisten.',
    versionColumn: 'Version',
    devicesColumn: 'Geräte',
    startsColumn: 'Starts',
    crashesColumn: 'Abstürze',
    rateColumn: 'Abstürze je 1.000 Starts',

    fewNotice: (smallest: string) =>
      `Zahlen von weniger als ${smallest} Geräten werden nicht gezeigt: Sie könnten von einer einzigen Person sein. Auch in den Summen fehlen solche Tage.`,
    emptyTitle: 'Keine Nutzung in diesem Zeitraum',
    emptyLead:
      'Die Zahlen kommen von Geräten, deren Besitzer zugestimmt haben. Ein Tag steht hier, sobald er vorbei ist; heute zählt noch nicht.',
    notPublishedTitle: 'Noch nichts zu zählen',
    notPublishedLead: 'Sobald die App veröffentlicht ist, steht hier, wie oft sie benutzt wird.',
    noVersionTitle: 'Keine Nutzung dieser Version',
    noVersionLead: 'Niemand hat sie in diesem Zeitraum benutzt, oder zu wenige Geräte für eine Angabe.',
    clear: 'Alle Versionen zeigen',
  },
})
