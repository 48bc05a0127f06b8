import { people } from '@mosis/api'
import type { Deps } from '../deps.ts'
import type { Serve } from '../http/route.ts'
import { getAccountDetails } from './account-details.ts'
import { changePortalRole, listAccounts } from './portal-roles.ts'

export function peopleRoutes(serve: Serve, { db }: Pick<Deps, 'db'>): void {
  serve(people.listAccounts, ({ query }) => listAccounts(db, query))
  serve(people.getAccount, ({ call, params }) => getAccountDetails(db, call, params))
  serve(people.changePortalRole, ({ call, params, body }) => changePortalRole(db, call, params, body))
}
