import { apps, store } from '@mosis/api'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { readLanguages } from '../apps/best-locale.ts'
import { findTestedApps, readTesterTokens, testerHeader } from '../apps/tester-tokens.ts'
import type { Deps } from '../deps.ts'
import type { Serve } from '../http/route.ts'
import { getIcon, getOwnIcon, sendIcon } from './icon.ts'
import { createIconReader } from './icon-reader.ts'
import { getServedPackage, sendPackage } from './packages.ts'
import { countDownload, getDownloadAddress, getStoreApp, listFeaturedApps, listStoreApps } from './store.ts'
import { listStoreVersions } from './store-versions.ts'
import { checkUpdates } from './updates.ts'

export function storeRoutes(serve: Serve, { db, storage }: Pick<Deps, 'db' | 'storage'>): void {
  /** What testers are answered differs from what everybody is, so caches are told. */
  const findTested = (request: FastifyRequest, reply: FastifyReply) => {
    const tokens = readTesterTokens(request.headers[testerHeader])
    reply.header('vary', testerHeader)
    if (tokens.length > 0) reply.header('cache-control', 'private')
    return findTestedApps(db, tokens)
  }
  const readIcon = createIconReader(storage)
  serve(store.listStoreApps, ({ query }) => listStoreApps(db, query))
  serve(store.checkUpdates, async ({ query, request, reply }) =>
    checkUpdates(db, query, await findTested(request, reply)),
  )
  serve(store.getStoreApp, async ({ params, query, request, reply }) => {
    const tested = await findTested(request, reply)
    reply.header('vary', `${testerHeader}, accept-language`)
    return getStoreApp(db, params, tested, readLanguages(query.locale, request.headers['accept-language']))
  })
  serve(store.downloadStoreApp, async ({ params, query, request, reply }) => {
    const address = await getDownloadAddress(db, params, query, await findTested(request, reply))
    // Asking where it is (HEAD) is no download.
    if (request.method === 'GET') await countDownload(db, params.app_id)
    return reply.redirect(address, 302)
  })
  serve(store.getStoreIcon, async ({ params, query, request, reply }) =>
    sendIcon(readIcon, await getIcon(db, params, query, await findTested(request, reply)), request, reply),
  )
  serve(apps.getAppIcon, async ({ call, params, query, request, reply }) =>
    sendIcon(readIcon, await getOwnIcon(db, call, params, query), request, reply),
  )
  serve(store.listFeaturedApps, async ({ query }) => ({ apps: await listFeaturedApps(db, query) }))
  serve(store.listStoreVersions, ({ params, query, request, reply }) => {
    reply.header('vary', 'accept-language')
    return listStoreVersions(db, params, query, readLanguages(query.locale, request.headers['accept-language']))
  })
  serve(store.getPackage, async ({ params, request, reply }) =>
    sendPackage(storage, await getServedPackage(db, params, await findTested(request, reply)), request, reply),
  )
}
