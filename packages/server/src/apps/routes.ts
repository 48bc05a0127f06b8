import { apps, teams, testers, trustedPublishing } from '@mosis/api'
import type { Deps } from '../deps.ts'
import { requireAccount } from '../http/call.ts'
import type { Serve } from '../http/route.ts'
import { createReadCiToken } from './ci-issuers.ts'
import { listAppEvents } from './app-log.ts'
import { createApp, deleteApp, getApp, listApps, updateApp } from './apps.ts'
import { checkAppId } from './check-id.ts'
import { listingRoutes } from './listing-routes.ts'
import { joinTesters, leaveTesters, showTesting } from './tester-join.ts'
import {
  createTesterLink,
  inviteTester,
  listTesterLinks,
  listTesters,
  removeTester,
  revokeTesterLink,
} from './testers.ts'
import {
  acceptTransfer,
  declineTransfer,
  getTransfer,
  listTransfers,
  transferApp,
  withdrawTransfer,
} from './transfer.ts'
import { exchangeCiToken } from './trusted-exchange.ts'
import { addTrustedPublisher, listTrustedPublishers, removeTrustedPublisher } from './trusted-publishers.ts'

export function appRoutes(serve: Serve, deps: Deps): void {
  const { db, limits } = deps
  serve(apps.listApps, ({ call, query }) => listApps(db, call, query))
  serve(apps.createApp, ({ call, body }) => createApp(db, call, body))
  serve(apps.checkAppId, async ({ call, params, query }) => {
    await limits.take('app_id_check', requireAccount(call))
    return checkAppId(db, call, params, query)
  })
  serve(apps.listAppEvents, ({ call, params, query }) => listAppEvents(db, call, params, query))
  serve(apps.getApp, ({ call, params }) => getApp(db, call, params))
  serve(apps.updateApp, ({ call, params, body }) => updateApp(db, call, params, body))
  serve(apps.deleteApp, async ({ call, params }) => {
    await deleteApp(db, call, params)
    return {}
  })
  listingRoutes(serve, deps)
  transferRoutes(serve, deps)
  trustedPublishingRoutes(serve, deps)
  testerRoutes(serve, deps)
}

function transferRoutes(serve: Serve, deps: Deps): void {
  const { db } = deps
  serve(teams.transferApp, ({ call, params, body }) => transferApp(deps, call, params, body))
  serve(teams.getTransfer, ({ call, params }) => getTransfer(db, call, params))
  serve(teams.withdrawTransfer, async ({ call, params }) => {
    await withdrawTransfer(db, call, params)
    return {}
  })
  serve(teams.acceptTransfer, ({ call, params }) => acceptTransfer(db, call, params))
  serve(teams.declineTransfer, async ({ call, params }) => {
    await declineTransfer(db, call, params)
    return {}
  })
  serve(teams.listTransfers, async ({ call, params }) => ({ transfers: await listTransfers(db, call, params) }))
}

function trustedPublishingRoutes(serve: Serve, { db, config, clock, limits }: Deps): void {
  const readToken = createReadCiToken({ issuers: config.ciIssuers, audience: config.baseUrl, clock })
  serve(trustedPublishing.listTrustedPublishers, async ({ call, params }) => ({
    trusted_publishers: await listTrustedPublishers(db, call, params),
  }))
  serve(trustedPublishing.addTrustedPublisher, ({ call, params, body }) => addTrustedPublisher(db, call, params, body))
  serve(trustedPublishing.removeTrustedPublisher, async ({ call, params }) => {
    await removeTrustedPublisher(db, call, params)
    return {}
  })
  serve(trustedPublishing.exchangeCiToken, async ({ call, body }) => {
    await limits.take('token_exchange', call.address)
    return exchangeCiToken(db, call, body, readToken)
  })
}

function testerRoutes(serve: Serve, deps: Deps): void {
  const { db, limits } = deps
  serve(testers.listTesters, ({ call, params, query }) => listTesters(db, call, params, query))
  serve(testers.inviteTester, ({ call, params, body }) => inviteTester(deps, call, params, body))
  serve(testers.removeTester, async ({ call, params }) => {
    await removeTester(db, call, params)
    return {}
  })
  serve(testers.listTesterLinks, async ({ call, params }) => ({ links: await listTesterLinks(db, call, params) }))
  serve(testers.createTesterLink, ({ call, params, body }) => createTesterLink(deps, call, params, body))
  serve(testers.revokeTesterLink, async ({ call, params }) => {
    await revokeTesterLink(db, call, params)
    return {}
  })
  serve(testers.joinTesters, async ({ call, body }) => {
    await limits.take('tester_join', call.address)
    return joinTesters(db, call, body)
  })
  serve(testers.showTesting, ({ call, body }) => showTesting(db, call, body))
  serve(testers.leaveTesters, async ({ call, body }) => {
    await limits.take('tester_join', call.address)
    await leaveTesters(db, call, body)
    return {}
  })
}
