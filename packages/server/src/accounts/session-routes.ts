import { ApiError, portal, sessions as api } from '@mosis/api'
import type { Deps } from '../deps.ts'
import type { Identify, Serve } from '../http/route.ts'
import { getAccount } from './accounts.ts'
import { listAudit, listOwnAudit } from './audit-log.ts'
import { confirmSignIn } from './confirm.ts'
import { requireSameOrigin, startBrowserSession } from './cookies.ts'
import { describePortal } from './describe-portal.ts'
import { listSessions, logoutEverywhere, revokeSession } from './session-list.ts'

export function sessionRoutes(serve: Serve, deps: Deps, { identify }: { identify: Identify }): void {
  const { db } = deps
  serve(api.listSessions, ({ call, query }) => listSessions(db, call, query))
  serve(portal.getPortal, () => describePortal(deps))
  serve(api.getSession, async ({ request }) => {
    try {
      return { account: await getAccount(db, await identify(request, { access: 'account', requires: [] })) }
    } catch (failure) {
      // Nobody, or a key of a program, which is nobody who reads pages.
      if (failure instanceof ApiError && (failure.status === 401 || failure.code === 'auth.session_required')) {
        return { account: null }
      }
      throw failure
    }
  })
  serve(api.startBrowserSession, async ({ call, request, reply }) => {
    // Another site must not sign a browser in as somebody else, and then read what is typed in.
    requireSameOrigin(request, deps.config)
    const { sessionId } = call
    if (sessionId === null) throw new ApiError('auth.session_required')
    await startBrowserSession(deps, reply, { sessionId })
    return getAccount(db, call)
  })
  serve(api.revokeSession, async ({ call, params }) => {
    await revokeSession(db, call, params.session_id)
    return {}
  })
  serve(api.logoutEverywhere, ({ call, body }) => logoutEverywhere(db, call, body))
  serve(api.confirm, ({ call, body }) => confirmSignIn(deps, call, body))
  serve(api.listOwnAudit, ({ call, query }) => listOwnAudit(db, call, query))
  serve(api.listAudit, ({ call, query }) => listAudit(db, call, query))
}
