import { fileURLToPath } from 'node:url'
import { createServer } from 'vite'

/** The web portal with hot reload, in front of a portal that runs somewhere else. */
export interface Front {
  close(): Promise<void>
}

const portalFolder = new URL('../../portal/', import.meta.url)

/** What the portal answers itself, the documentation with what it loads and the command as they were built; everything else is a page, made by Vite from the sources. */
const proxied = '^/(v1|images|packages|schemas|docs|assets|health|openapi\\.json|mosis\\.tgz)(/|\\?|$)'

/** Serves the pages from their sources on a loopback port; everything else is asked of the portal. */
export async function openFront({
  port,
  portalUrl,
  baseUrl,
}: {
  port: number
  portalUrl: string
  baseUrl: string
}): Promise<Front> {
  const ownOrigin = `http://127.0.0.1:${port}`
  const server = await createServer({
    root: fileURLToPath(portalFolder),
    configFile: fileURLToPath(new URL('vite.config.ts', portalFolder)),
    clearScreen: false,
    logLevel: 'warn',
    // Several may run over one clone, each with a cache of its own.
    cacheDir: fileURLToPath(new URL(`../../node_modules/.cache/vite-${port}`, portalFolder)),
    server: {
      host: '127.0.0.1',
      port,
      strictPort: true,
      proxy: {
        [proxied]: {
          target: portalUrl,
          // A page opened as 127.0.0.1 is of the same origin too, though BASE_URL says localhost.
          configure(proxy) {
            proxy.on('proxyReq', (request) => {
              if (request.getHeader('origin') === ownOrigin) request.setHeader('origin', baseUrl)
            })
          },
        },
      },
    },
  })
  await server.listen()
  return { close: () => server.close() }
}
