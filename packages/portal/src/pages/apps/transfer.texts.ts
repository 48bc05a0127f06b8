import { defineTexts } from '../../texts.ts'

export const transferTexts = defineTexts({
  en: {
    title: 'Transfer to another team',
    lead: 'The app goes with all versions, testers, usage and its place in the store; devices notice nothing.',
    readOnly: 'Only owners of the team give its apps away.',
    suspended: 'A suspended app cannot be transferred.',
    offered: (team: string) => `Offered to the team ${team}`,
    offeredLead: (by: string, when: string) =>
      `By ${by}. Until one of its owners accepts, nothing changes; the offer ends ${when}.`,
    withdraw: 'Take the offer back',
    withdrawn: 'The offer was taken back',
    to: 'To which team',
    toOther: 'Another team\u00a0…',
    teamId: 'Id of the team',
    teamIdHint: 'Its owner finds it on the page of the team; it begins with team_',
    teamIdFault: 'The id of a team begins with team_',
    choose: 'Choose a team',
    chooseFault: 'Choose the team that gets the app',
    start: 'Transfer\u00a0…',
    confirmTitle: (app: string) => `Transfer ${app}?`,
    confirmOwn: (team: string) =>
      `It belongs to the team ${team} at once. Members of the present team who are not in it do not see it any more.`,
    confirmOther:
      'Owners of the other team are told by mail and accept or decline. Until then nothing changes, and you can take the offer back.',
    confirm: 'Transfer the app',
    confirmOffer: 'Offer the app',
    done: (team: string) => `The app belongs to the team ${team} now`,
    sent: 'The app is offered',
    waiting: 'Looking whether it is offered\u00a0…',
    failed: 'The app was not transferred',
  },
  de: {
    title: 'An ein anderes Team übertragen',
    lead: 'Mit der App gehen alle Versionen, Tester, Nutzung und ihr Platz im Store; Geräte merken davon nichts.',
    readOnly: 'Nur Inhaber des Teams können seine Apps weitergeben.',
    suspended: 'Eine gesperrte App lässt sich nicht übertragen.',
    offered: (team: string) => `Dem Team ${team} angeboten`,
    offeredLead: (by: string, when: string) =>
      `Von ${by}. Bis einer seiner Inhaber annimmt, ändert sich nichts; das Angebot endet ${when}.`,
    withdraw: 'Angebot zurücknehmen',
    withdrawn: 'Angebot zurückgenommen',
    to: 'An welches Team',
    toOther: 'Ein anderes Team\u00a0…',
    teamId: 'Kennung des Teams',
    teamIdHint: 'Steht auf der Seite des Teams, die seine Inhaber sehen; sie beginnt mit team_',
    teamIdFault: 'Die Kennung eines Teams beginnt mit team_',
    choose: 'Team wählen',
    chooseFault: 'Das Team wählen, das die App erhält',
    start: 'Übertragen\u00a0…',
    confirmTitle: (app: string) => `${app} übertragen?`,
    confirmOwn: (team: string) =>
      `Die App gehört sofort dem Team ${team}. Mitglieder des jetzigen Teams, die dort nicht sind, sehen sie nicht mehr.`,
    confirmOther:
      'Die Inhaber des anderen Teams erhalten eine E-Mail und nehmen an oder lehnen ab. Bis dahin ändert sich nichts, und das Angebot lässt sich zurücknehmen.',
    confirm: 'App übertragen',
    confirmOffer: 'App anbieten',
    done: (team: string) => `Die App gehört jetzt dem Team ${team}`,
    sent: 'Die App ist angeboten',
    waiting: 'Das Angebot wird geladen\u00a0…',
    failed: 'Die App wurde nicht übertragen',
  },
})
