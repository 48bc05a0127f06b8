import type { TeamRole } from '@mosis/api'
import { defineTexts } from '../../texts.ts'

const roles = {
  en: {
    owner: 'an owner: you may do everything, also change its members.',
    maintainer: 'a maintainer: you may upload and publish its apps.',
    developer: 'a developer: you may upload versions of its apps.',
    viewer: 'a viewer: you may look at its apps.',
  },
  de: {
    owner: 'Inhaber: Sie dürfen alles, auch die Mitglieder ändern.',
    maintainer: 'Betreuer: Sie dürfen Versionen hochladen und veröffentlichen.',
    developer: 'Entwickler: Sie dürfen Versionen hochladen.',
    viewer: 'Betrachter: Sie dürfen die Apps ansehen.',
  },
} as const satisfies Record<'en' | 'de', Record<TeamRole, string>>

export const invitationTexts = defineTexts({
  en: {
    waitingTitle: 'Join a team',
    waiting: 'Reading the invitation…',
    title: (team: string) => `Join ${team}?`,
    invited: (by: string) => `${by} invites you as`,
    roles: roles.en,
    ends: 'The invitation ends on',
    signInFirst: 'Sign in first, or create an account.',
    as: 'You would join as',
    join: 'Join',
    decline: 'Decline',
    failed: 'The invitation was not answered',
    joined: (team: string) => `You are in the team ${team}.`,
    declined: 'The invitation is declined.',
    broken: 'It was answered, withdrawn, or is too old. Ask the team to invite you again.',
  },
  de: {
    waitingTitle: 'Einem Team beitreten',
    waiting: 'Die Einladung wird gelesen\u00a0…',
    title: (team: string) => `${team} beitreten?`,
    invited: (by: string) => `${by} lädt Sie ein als`,
    roles: roles.de,
    ends: 'Die Einladung endet am',
    signInFirst: 'Zuerst anmelden oder ein Konto anlegen.',
    as: 'Sie treten bei als',
    join: 'Beitreten',
    decline: 'Ablehnen',
    failed: 'Die Einladung wurde nicht beantwortet',
    joined: (team: string) => `Sie sind im Team ${team}.`,
    declined: 'Die Einladung ist abgelehnt.',
    broken: 'Sie wurde beantwortet, zurückgenommen oder ist abgelaufen. Das Team um eine neue bitten.',
  },
})
