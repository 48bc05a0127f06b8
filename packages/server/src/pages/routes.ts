import type { StoreApp } from '@mosis/api'
import type { FastifyInstance } from 'fastify'
import type { Deps } from '../deps.ts'
import type { ServedPath } from '../http/not-found.ts'
import type { Identify } from '../http/route.ts'
import { loadAssets } from './assets.ts'
import { servePasskeyScript } from './auth/passkey-script.ts'
import { authPages } from './auth/routes.ts'
import { renderHome } from './home.ts'
import { brand } from './layout.ts'
import { createSendPage } from './send.ts'
import type { SendPage } from './send.ts'
import { createServePage } from './serve.ts'
import type { ServePage } from './serve.ts'
import { setupPages } from './setup.ts'
import { testingPages } from './testing-invitation.ts'

export interface PageOptions {
  /** The apps that the front page shows. */
  listApps: () => Promise<readonly StoreApp[]>
  identify: Identify
}

const formBytes = 16_384

export interface ServedPages {
  /** Sends one more, for paths that nothing serves. */
  sendPage: SendPage
  paths: readonly ServedPath[]
}

/** Serves the pages for people. */
export async function servePages(
  app: FastifyInstance,
  deps: Deps,
  { listApps, identify }: PageOptions,
): Promise<ServedPages> {
  const assets = loadAssets()
  const sendPage = createSendPage(assets.stylePath)
  const paths: ServedPath[] = []
  await app.register((scope, _options, done) => {
    readForms(scope)
    assets.serve(scope)
    servePasskeyScript(scope)
    const servePage = createServePage(scope, deps, { identify, sendPage })
    const serve: ServePage = (method, path, audience, handler) => {
      paths.push({ method, path })
      servePage(method, path, audience, handler)
    }
    serve('GET', '/', 'anybody', async ({ account }) => {
      const main = renderHome({ baseUrl: deps.config.baseUrl, apps: await listApps(), visitor: account })
      return { title: brand, main }
    })
    setupPages(serve, deps)
    authPages(serve, deps)
    testingPages(serve, deps)
    done()
  })
  return { sendPage, paths }
}

/** Forms are read on pages only; the API takes JSON. */
function readForms(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: formBytes },
    (_request, body, done) => done(null, new URLSearchParams(body.toString())),
  )
}
