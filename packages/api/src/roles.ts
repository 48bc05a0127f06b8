import type { Role } from './accounts.ts'

/** The roles in a team, the lowest first: each may do what the ones before it may. */
export const teamRoles = ['viewer', 'developer', 'maintainer', 'owner'] as const
export type TeamRole = (typeof teamRoles)[number]

interface TeamActionEntry {
  /** The lowest role that may. */
  role: TeamRole
  /** What it is, in one sentence that begins with a verb. */
  about: string
}

/** Everything that members of a team do, and the lowest role that may: server, portal, docs and tests read this table. */
export const teamActions = {
  'app.view': { role: 'viewer', about: "See the team's apps, their versions and what the review found." },
  'app.create': { role: 'maintainer', about: 'Create an app that belongs to the team.' },
  'app.edit': { role: 'maintainer', about: 'Change what the store says about an app.' },
  'listing.edit': {
    role: 'maintainer',
    about: 'Write what the store says about an app in each language, with screenshots.',
  },
  'app.delete': { role: 'owner', about: 'Delete an app that was never published.' },
  'app.transfer': { role: 'owner', about: 'Give an app to another team, offer it, or take the offer back.' },
  'app.receive': { role: 'owner', about: 'See the apps that other teams offer, and accept or decline them.' },

  'version.upload': { role: 'developer', about: 'Upload a package, which becomes a draft version.' },
  'version.sign': { role: 'developer', about: 'Have packages taken that are signed by a signing key of their own.' },
  'version.delete': { role: 'developer', about: 'Delete a draft version.' },
  'version.submit': { role: 'developer', about: 'Hand a draft version in for review.' },
  'version.cancel': { role: 'developer', about: 'Take a submitted version back to draft.' },
  'version.publish': { role: 'maintainer', about: 'Publish an approved version, or return to an earlier one.' },
  'version.halt': { role: 'maintainer', about: 'Stop offering a published version.' },
  'version.resume': { role: 'maintainer', about: 'Offer a halted version again.' },
  'version.schedule': { role: 'maintainer', about: 'Have an approved version published at a time.' },
  'version.unschedule': { role: 'maintainer', about: 'Take the time of a scheduled version back.' },
  'version.raise': { role: 'maintainer', about: 'Offer a version that is rolled out in stages to more devices.' },
  'version.promote': { role: 'maintainer', about: "Give the testers' version to everybody." },
  'version.withdraw': { role: 'maintainer', about: 'Withdraw a version for ever.' },
  'version.appeal': { role: 'developer', about: 'Appeal against the rejection of a version, once.' },

  'review.read': { role: 'viewer', about: 'Read the thread with the reviewers of a version.' },
  'review.write': { role: 'developer', about: 'Write to the reviewers of a version.' },

  'telemetry.view': { role: 'viewer', about: 'See how often an app is used, and where it crashes.' },

  'tester.manage': { role: 'maintainer', about: 'See, invite and remove the testers of an app.' },

  'trusted_publisher.manage': {
    role: 'owner',
    about: 'See and choose which CI workflows publish without a kept secret.',
  },

  'webhook.manage': { role: 'maintainer', about: 'See and choose which addresses are told of changes.' },

  'team.view': { role: 'viewer', about: 'See the team and its members.' },
  'team.leave': { role: 'viewer', about: 'Leave the team; the last owner cannot.' },
  'team.view_log': { role: 'maintainer', about: 'Read who changed what in the team and its apps.' },
  'team.rename': { role: 'owner', about: 'Give the team another name.' },
  'team.invite': { role: 'owner', about: 'Invite people, see open invitations and take them back.' },
  'team.change_role': { role: 'owner', about: 'Give a member another role; one owner stays.' },
  'team.remove_member': { role: 'owner', about: 'Take a member out of the team; one owner stays.' },
  'team.delete': { role: 'owner', about: 'Delete a team that has no apps.' },
} as const satisfies Record<string, TeamActionEntry>

export type TeamAction = keyof typeof teamActions

/** Whether a member of a team with this role may do something. */
export function mayInTeam(role: TeamRole, action: TeamAction): boolean {
  return teamRoles.indexOf(role) >= teamRoles.indexOf(teamActions[action].role)
}

/** Every role that may do something in a team, the lowest first. */
export function rolesThatMay(action: TeamAction): TeamRole[] {
  return teamRoles.filter((role) => mayInTeam(role, action))
}

/** What each role on the portal is for; which requests it may send stands with each endpoint as its `access`. */
export const portalRoles = {
  developer: 'Has an account: makes apps and teams, and does in each team what the role there allows.',
  reviewer: 'Also decides about versions that wait for review, except those of an own team.',
  admin:
    'Also gives roles, locks accounts, makes apps whose ids are reserved for the platform, and may review apps of an own team.',
} as const satisfies Record<Role, string>
