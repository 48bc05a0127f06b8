import { store } from '@mosis/api'
import type { Deps } from '../deps.ts'
import type { Serve } from '../http/route.ts'
import { getIcon, sendIcon } from './icon.ts'
import { createIconReader } from './icon-reader.ts'
import { getServedPackage, sendPackage } from './packages.ts'
import { countDownload, getDownloadAddress, getStoreApp, listStoreApps } from './store.ts'
import { checkUpdates } from './updates.ts'

export function storeRoutes(serve: Serve, { db, storage }: Pick<Deps, 'db' | 'storage'>): void {
  const readIcon = createIconReader(storage)
  serve(store.listStoreApps, ({ query }) => listStoreApps(db, query))
  serve(store.checkUpdates, ({ query }) => checkUpdates(db, query))
  serve(store.getStoreApp, ({ params }) => getStoreApp(db, params))
  serve(store.downloadStoreApp, async ({ params, query, request, reply }) => {
    const address = await getDownloadAddress(db, params, query)
    // Asking where it is (HEAD) is no download.
    if (request.method === 'GET') await countDownload(db, params.app_id)
    return reply.redirect(address, 302)
  })
  serve(store.getStoreIcon, async ({ params, query, request, reply }) =>
    sendIcon(readIcon, await getIcon(db, params, query), request, reply),
  )
  serve(store.getPackage, async ({ params, request, reply }) =>
    sendPackage(storage, await getServedPackage(db, params), request, reply),
  )
}
