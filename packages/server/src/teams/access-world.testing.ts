// People in every role, and things of theirs to be attacked; for the tests of who may call what.
import { apiKeys, scopes, teams } from '@mosis/api'
import type { Endpoint, Role, Scope, TeamRole } from '@mosis/api'
import { newId } from '../db/ids.ts'
import type { Caller, TestServer } from '../testing.ts'
import { createSampleApp, registerKey } from '../versions/testing.ts'
import { createMakers } from './access-things.testing.ts'
import type { Place } from './access-things.testing.ts'

/** Somebody who calls: who they are, and what they show. */
export interface Persona {
  name: string
  /** Undefined: shows nothing. */
  credential: string | undefined
  /** In the team whose things are attacked. */
  teamRole: TeamRole | undefined
  portalRole: Role
  /** Whose account the things of one account are. */
  isOwner: boolean
  /** What an API key may; undefined for a session. */
  scopes?: readonly Scope[]
  /** An API key for one other app. */
  isLimited?: boolean
  /** Signed in long ago. */
  isStale?: boolean
  isUnverified?: boolean
  remoteAddress: string
}

export interface AccessWorld {
  personas: Persona[]
  /** A viewer of every team, whom the others change and put out. */
  bystander: Persona
  stranger: Caller
  strangersTeamId: string
  /** A new team with the same people, and what the path and the body of the endpoint name, all of it the team's. */
  prepare: (endpoint: Endpoint) => Promise<Record<string, string>>
  /** The same, but every part below the first belongs to the stranger. */
  prepareMixed: (endpoint: Endpoint) => Promise<Record<string, string>>
  /** An app that the stranger offers to a new team with the same people. */
  prepareOffer: () => Promise<Record<string, string>>
}

const hourMs = 3_600_000

/** Makes everybody; sessions and API keys stay good for the whole test. */
export async function startAccessWorld(server: TestServer): Promise<AccessWorld> {
  const { db } = server.deps
  const owner = await server.developer('Olga')
  const members: [Caller, TeamRole][] = [[owner, 'owner']]
  for (const role of ['maintainer', 'developer', 'viewer'] as const) members.push([await server.developer(role), role])
  const stale = await server.developer('Stella')
  members.push([stale, 'owner'])
  const bystander = await server.developer('Bianca')
  const stranger = await server.developer('Mallory')
  const subject = await server.developer('Paula')
  const unverified = await server.developer('Ursula')
  await db.updateTable('account').set({ email_verified_at: null }).where('id', '=', unverified.account.id).execute()
  const place: Place = { owner, teamId: '', key: await registerKey(owner), isMain: true }
  const strangers: Place = { owner: stranger, teamId: '', key: await registerKey(stranger), isMain: false }
  const {
    teams: [strangersTeam],
  } = await stranger.call(teams.listTeams, {})
  strangers.teamId = strangersTeam?.id ?? ''

  let count = 0
  const persona = (name: string, more: Partial<Persona>): Persona => ({
    name,
    credential: undefined,
    teamRole: undefined,
    portalRole: 'developer',
    isOwner: false,
    // Each from a network of its own, since calls are counted by network.
    remoteAddress: `10.200.0.${(count += 1)}`,
    ...more,
  })
  const personas = [
    persona('nobody', {}),
    persona('stranger', signedIn(stranger)),
    persona('unverified stranger', { ...signedIn(unverified), isUnverified: true }),
    ...members.map(([caller, teamRole]) =>
      persona(caller === stale ? 'owner who signed in long ago' : teamRole, {
        ...signedIn(caller),
        teamRole,
        isOwner: caller === owner,
        isStale: caller === stale,
      }),
    ),
    persona('reviewer', { ...signedIn(await server.reviewer()), portalRole: 'reviewer' }),
    persona('admin', { ...signedIn(await server.admin()), portalRole: 'admin' }),
  ]
  const makeKey = async (wanted: readonly Scope[], app_ids: string[] | null) => {
    const body = { name: 'Attacker', scopes: [...wanted], app_ids }
    return (await owner.call(apiKeys.createApiKey, { body })).key
  }
  const keyOf = { teamRole: 'owner', isOwner: true } as const
  for (const scope of scopes) {
    personas.push(persona(`key ${scope}`, { ...keyOf, credential: await makeKey([scope], null), scopes: [scope] }))
  }
  await createSampleApp(owner, 'com.attack.other')
  const limited = await makeKey(scopes, ['com.attack.other'])
  personas.push(persona('key for another app', { ...keyOf, credential: limited, scopes, isLimited: true }))

  await db
    .updateTable('session')
    .set({ authenticated_at: new Date(Date.parse(server.clock.now()) - hourMs).toISOString() })
    .where('account_id', '=', stale.account.id)
    .execute()
  // What was remembered of that session is forgotten.
  server.clock.advance(1000)

  /** Written straight into the tables: an account may not own as many teams as there are endpoints. */
  const addTeam = async (): Promise<Place> => {
    const teamId = newId('team')
    const created_at = server.clock.now()
    await db.insertInto('team').values({ id: teamId, name: 'Attacked', is_personal: 0, created_at }).execute()
    for (const [{ account }, role] of [...members, [bystander, 'viewer'] as const]) {
      await db.insertInto('team_member').values({ team_id: teamId, account_id: account.id, role, created_at }).execute()
    }
    return { ...place, teamId }
  }
  const makers = createMakers(server, { bystander, subject })
  /** The first thing that the path names is of one place, and what belongs to it of another or the same. */
  const makeAll = async ({ name: endpoint, path }: Endpoint, own: Place, parts: Place) => {
    const made: Record<string, string> = { team_id: own.teamId }
    // A part of somebody else's thing needs that thing.
    const beside = parts === own ? made : { team_id: parts.teamId, app_id: await makers.app_id(parts) }
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
    for (const [index, name] of names.entries()) {
      // Without a team it is any account of the portal, and nobody's in the team: admins take its sessions away.
      const make = makers[name === 'account_id' && names.length === 1 ? 'portal_account_id' : name]
      if (!make) throw new Error(`Nothing makes a ${name} for ${endpoint}: add it to access-world.testing.ts`)
      if (index === 0) made[name] = await make(own, made)
      else made[name] = beside[name] = await make(parts, beside)
    }
    return made
  }
  return {
    personas,
    bystander: persona('bystander', { ...signedIn(bystander), teamRole: 'viewer' }),
    stranger,
    strangersTeamId: strangers.teamId,
    async prepare(endpoint) {
      const own = await addTeam()
      return makeAll(endpoint, own, own)
    },
    async prepareMixed(endpoint) {
      return makeAll(endpoint, await addTeam(), strangers)
    },
    async prepareOffer() {
      const { teamId } = await addTeam()
      const app_id = await makers.app_id(strangers)
      await stranger.call(teams.transferApp, { params: { app_id }, body: { team_id: teamId } })
      return { app_id, team_id: teamId }
    },
  }
}

const signedIn = ({ tokens }: Caller) => ({ credential: tokens.access_token })
