import { people } from '@mosis/api'
import type { Deps } from '../deps.ts'
import type { Serve } from '../http/route.ts'
import { getAccountDetails } from './account-details.ts'
import { lockAccount, unlockAccount } from './account-lock.ts'
import { changePortalRole, listAccounts } from './portal-roles.ts'
import { removeSecondFactor } from './remove-second-factor.ts'

export function peopleRoutes(serve: Serve, { db }: Pick<Deps, 'db'>): void {
  serve(people.listAccounts, ({ query }) => listAccounts(db, query))
  serve(people.getAccount, ({ call, params }) => getAccountDetails(db, call, params))
  serve(people.changePortalRole, ({ call, params, body }) => changePortalRole(db, call, params, body))
  serve(people.lockAccount, ({ call, params, body }) => lockAccount(db, call, params, body))
  serve(people.unlockAccount, ({ call, params }) => unlockAccount(db, call, params))
  serve(people.removeSecondFactor, ({ call, params, body }) => removeSecondFactor(db, call, params, body))
}
