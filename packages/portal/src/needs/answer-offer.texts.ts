import { defineTexts } from '../texts.ts'

export const answerOfferTexts = defineTexts({
  en: {
    invitation: (team: string) => `Join the team ${team}?`,
    invitationLead: (by: string, role: string) => `${by} invites you. You become a ${role} of the team.`,
    transfer: (app: string) => `Take over ${app}?`,
    transferLead: (from: string, to: string) =>
      `${from} gives it to your team ${to}, with all versions and its place in the store.`,
    transferConsequence: 'Your team is then named as its developer, and only its members can change the app.',
    ends: (when: string) => `The offer ends ${when}.`,
    join: 'Join the team',
    take: 'Take it over',
    decline: 'Decline',
    joined: (team: string) => `You are in the team ${team} now`,
    taken: (app: string) => `${app} belongs to your team now`,
    declined: 'Declined',
  },
  de: {
    invitation: (team: string) => `Dem Team ${team} beitreten?`,
    invitationLead: (by: string, role: string) => `${by} lädt Sie ein. Ihre Rolle im Team: ${role}.`,
    transfer: (app: string) => `${app} übernehmen?`,
    transferLead: (from: string, to: string) =>
      `${from} gibt die App an Ihr Team ${to}, mit allen Versionen und ihrem Platz im Store.`,
    transferConsequence: 'Der Store nennt dann Ihr Team, und nur dessen Mitglieder können die App ändern.',
    ends: (when: string) => `Das Angebot endet ${when}.`,
    join: 'Beitreten',
    take: 'Übernehmen',
    decline: 'Ablehnen',
    joined: (team: string) => `Sie gehören jetzt zum Team ${team}`,
    taken: (app: string) => `${app} gehört jetzt Ihrem Team`,
    declined: 'Abgelehnt',
  },
})
