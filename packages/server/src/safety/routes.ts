import { safety } from '@mosis/api'
import type { Deps } from '../deps.ts'
import type { Serve } from '../http/route.ts'
import { isNamed } from '../http/entity-tag.ts'
import { appealQuarantine, upholdQuarantine } from './appeals.ts'
import { createBlock, listBlocks, removeBlock } from './blocks.ts'
import { listDecisions } from './decisions.ts'
import { confirmQuarantine, getQuarantine, liftQuarantine, listQuarantines, quarantineVersion } from './quarantines.ts'
import { closeReports, listReports, reportApp } from './reports.ts'
import { getRevocations } from './revocations.ts'
import { restoreApp, suspendApp } from './takedown.ts'

export function safetyRoutes(serve: Serve, { db, limits }: Pick<Deps, 'db' | 'limits'>): void {
  serve(safety.listQuarantines, ({ query }) => listQuarantines(db, query))
  serve(safety.quarantineVersion, ({ call, params, body }) => quarantineVersion(db, call, params, body))
  serve(safety.getQuarantine, ({ params }) => getQuarantine(db, params))
  serve(safety.confirmQuarantine, ({ call, params }) => confirmQuarantine(db, call, params))
  serve(safety.liftQuarantine, ({ call, params, body }) => liftQuarantine(db, call, params, body))
  serve(safety.appealQuarantine, ({ call, params, body }) => appealQuarantine(db, call, params, body))
  serve(safety.upholdQuarantine, ({ call, params, body }) => upholdQuarantine(db, call, params, body))

  serve(safety.suspendApp, ({ call, params, body }) => suspendApp(db, call, params, body))
  serve(safety.restoreApp, ({ call, params, body }) => restoreApp(db, call, params, body))

  serve(safety.createBlock, ({ call, body }) => createBlock(db, call, body))
  serve(safety.listBlocks, ({ query }) => listBlocks(db, query))
  serve(safety.removeBlock, async ({ call, params }) => {
    await removeBlock(db, call, params)
    return {}
  })

  serve(safety.getRevocations, async ({ request, reply }) => {
    const answer = await getRevocations(db)
    const tag = `"${answer.serial}"`
    // What harms people must reach devices soon; a minute takes the load of many of them.
    reply.headers({ etag: tag, 'cache-control': 'public, max-age=60' })
    return isNamed(request.headers['if-none-match'], tag) ? reply.code(304).send() : answer
  })
  serve(safety.listDecisions, ({ query }) => listDecisions(db, query))

  serve(safety.reportApp, async ({ call, params, body }) => {
    await limits.take('report', call.address)
    await reportApp(db, call, params, body)
    return {}
  })
  serve(safety.listReports, ({ query }) => listReports(db, query))
  serve(safety.closeReports, ({ call, params, body }) => closeReports(db, call, params, body))
}
