import type { AppIdCheck, AppState } from '@mosis/api'
import type { Family } from './family.ts'

/** What an app is to the store. */
export const appStates: Family<AppState> = {
  en: { draft: 'Not published', published: 'Published', suspended: 'Suspended' },
  de: { draft: 'Nicht veröffentlicht', published: 'Veröffentlicht', suspended: 'Gesperrt' },
}

/** What the state of an app means for its team. */
export const appStateSentences: Family<AppState> = {
  en: {
    draft: 'The store does not show it yet.',
    published: 'The store offers it.',
    suspended: 'The portal took it out of the store. It takes no uploads; installed copies go on working.',
  },
  de: {
    draft: 'Der Store zeigt diese App noch nicht.',
    published: 'Der Store bietet diese App an.',
    suspended:
      'Das Portal hat die App aus dem Store genommen. Uploads sind nicht möglich; installierte Apps laufen weiter.',
  },
}

/** How the store can be sorted. */
export const storeSorts: Family<'newest' | 'name' | 'downloads'> = {
  en: { newest: 'Newest first', name: 'Name', downloads: 'Most downloads' },
  de: { newest: 'Neueste zuerst', name: 'Name', downloads: 'Meiste Downloads' },
}

/** Whether a tester has taken the invitation. */
export const testerStates: Family<'invited' | 'joined'> = {
  en: { invited: 'Invited', joined: 'Joined' },
  de: { invited: 'Eingeladen', joined: 'Dabei' },
}

/** How an app may be held, by its manifest. */
export const orientations: Family<'portrait' | 'landscape' | 'any'> = {
  en: { portrait: 'Portrait', landscape: 'Landscape', any: 'Any' },
  de: { portrait: 'Hochformat', landscape: 'Querformat', any: 'Beliebig' },
}

/** Whether an id is free for an app, while it is typed. */
export const appIdStates: Family<AppIdCheck['state']> = {
  en: { free: 'This id is free', taken: 'This id is taken', reserved: 'This id is reserved for the platform' },
  de: {
    free: 'Diese Kennung ist frei',
    taken: 'Diese Kennung ist vergeben',
    reserved: 'Diese Kennung gehört der Plattform',
  },
}
