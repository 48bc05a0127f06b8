import { sessions as api } from '@mosis/api'
import type { Deps } from '../deps.ts'
import type { Serve } from '../http/route.ts'
import { listAudit, listOwnAudit } from './audit-log.ts'
import { confirmSignIn } from './confirm.ts'
import { listSessions, logoutEverywhere, revokeSession } from './session-list.ts'

export function sessionRoutes(serve: Serve, deps: Deps): void {
  const { db } = deps
  serve(api.listSessions, ({ call, query }) => listSessions(db, call, query))
  serve(api.revokeSession, async ({ call, params }) => {
    await revokeSession(db, call, params.session_id)
    return {}
  })
  serve(api.logoutEverywhere, ({ call, body }) => logoutEverywhere(db, call, body))
  serve(api.confirm, ({ call, body }) => confirmSignIn(deps, call, body))
  serve(api.listOwnAudit, ({ call, query }) => listOwnAudit(db, call, query))
  serve(api.listAudit, ({ call, query }) => listAudit(db, call, query))
}
