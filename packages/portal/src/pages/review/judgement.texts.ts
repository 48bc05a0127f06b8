import { defineTexts } from '../../texts.ts'

export const judgementTexts = defineTexts({
  en: {
    why: 'Reason',
    version: 'Version',
    versionOf: (version: string, code: string) => `${version} (version code ${code})`,
    offeredVersionOf: (version: string, code: string) => `${version} (version code ${code}), offered now`,
    noVersions: 'No version of this app was approved: there is nothing to take away.',
    forTeam: 'Evidence, for the team',
    forAnswer: 'Answer, for the team',
    forAll: 'For everybody',
    forAllHint: 'Stands in the public log: no names, no addresses.',
    failed: 'It was not done',
  },
  de: {
    why: 'Grund',
    version: 'Version',
    versionOf: (version: string, code: string) => `${version} (Versionscode ${code})`,
    offeredVersionOf: (version: string, code: string) => `${version} (Versionscode ${code}), jetzt angeboten`,
    noVersions: 'Von dieser App wurde keine Version freigegeben: Es gibt nichts wegzunehmen.',
    forTeam: 'Begründung für das Team',
    forAnswer: 'Antwort an das Team',
    forAll: 'Für alle',
    forAllHint: 'Steht im öffentlichen Protokoll: keine Namen, keine Adressen.',
    failed: 'Das ist nicht gelungen',
  },
})
