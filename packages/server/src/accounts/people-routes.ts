import { people } from '@mosis/api'
import type { Deps } from '../deps.ts'
import type { Serve } from '../http/route.ts'
import { changePortalRole, listAccounts } from './portal-roles.ts'

export function peopleRoutes(serve: Serve, { db }: Pick<Deps, 'db'>): void {
  serve(people.listAccounts, ({ query }) => listAccounts(db, query))
  serve(people.changePortalRole, ({ call, params, body }) => changePortalRole(db, call, params, body))
}
