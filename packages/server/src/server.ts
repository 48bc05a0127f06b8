import { once } from 'node:events'
import { createServer } from 'node:http'
import type { RequestListener, Server } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { createApp, longestHeadBytes } from './app.ts'
import { findSetupToken } from './accounts/setup.ts'
import { systemClock } from './clock.ts'
import type { Clock } from './clock.ts'
import { localUrl } from './config.ts'
import type { Config } from './config.ts'
import { createLog } from './log.ts'
import type { Log } from './log.ts'
import { openDeps } from './open.ts'
import type { Opened } from './open.ts'
import type { KeptSecret } from './secret.ts'
import type { Site } from './site/site-file.ts'
import { databaseFailure, listenFailure } from './start-failure.ts'

export interface RunningServer {
  /** Where the portal is reached, as links give it. */
  url: string
  /** The one-time admin link, while there is no admin. */
  setupUrl: string | undefined
  keptSecret: KeptSecret | undefined
  /** Takes no further request, finishes the running ones, then closes everything. */
  close: () => Promise<void>
}

/** What the portal is given by the program that starts it. */
export interface ServerOptions {
  clock?: Clock
  log?: Log
  /** The built web portal; without it there are no pages. */
  site?: Site | undefined
}

/** Running requests and jobs get this long when the portal stops. */
const graceMs = 10_000
/** Longer than the idle time of common proxies: the proxy, not the portal, ends an idle connection. */
const keepAliveTimeoutMs = 72_000

/** Starts the portal: takes the port first, so that nothing is touched when it is taken. */
export async function startServer(
  config: Config,
  { clock = systemClock, log = createLog(config.logLevel), site }: ServerOptions = {},
): Promise<RunningServer> {
  const door = await openDoor(config.listen)
  let opened: Opened | undefined
  try {
    const resolved = withPort(config, door.port)
    opened = await openDeps(resolved, { clock, log, site })
    const { deps, keptSecret, close } = opened
    let answer: RequestListener | undefined
    const app = await createApp(deps, {
      serverFactory: (handler) => {
        answer = handler
        return door.server
      },
    })
    await app.ready()
    const setupToken = await findSetupToken(deps.db, deps.tokens)
    await deps.jobs.start()
    if (answer) door.letIn(answer)
    return {
      url: resolved.baseUrl,
      setupUrl: setupToken === undefined ? undefined : `${resolved.baseUrl}/setup?token=${setupToken}`,
      keptSecret,
      async close() {
        // A job that takes longer is begun again by the next start, once its lease has run out.
        await Promise.all([
          door.close(),
          Promise.race([deps.jobs.stop(), setTimeout(graceMs, undefined, { ref: false })]),
        ])
        await app.close()
        await close()
      },
    }
  } catch (failure) {
    await door.close()
    await opened?.close()
    throw databaseFailure(config, failure)
  }
}

/** With port 0 the address is known only now. */
function withPort(config: Config, port: number): Config {
  const isAnyPort = config.listen.port === 0 && config.baseUrl === localUrl(config.listen)
  return isAnyPort ? Object.freeze({ ...config, baseUrl: localUrl({ ...config.listen, port }) }) : config
}

interface Door {
  server: Server
  port: number
  /** From now on requests are answered by the app; until then with 503. */
  letIn: (answer: RequestListener) => void
  close: () => Promise<void>
}

const wait: RequestListener = (_request, response) => {
  response.writeHead(503, { 'content-type': 'text/plain', 'retry-after': '1' }).end('The portal is starting\n')
}

async function openDoor(listen: Config['listen']): Promise<Door> {
  const server = createServer({ keepAliveTimeout: keepAliveTimeoutMs, maxHeaderSize: longestHeadBytes })
  let isClosing = false
  server.on('request', (_request, response) => {
    // Whoever waits on an open connection learns that it ends.
    if (isClosing) response.setHeader('connection', 'close')
  })
  server.on('request', wait)
  try {
    server.listen(listen.port, listen.host ?? undefined)
    await once(server, 'listening')
  } catch (failure) {
    throw listenFailure(listen, failure)
  }
  const address = server.address()
  return {
    server,
    port: typeof address === 'object' && address ? address.port : listen.port,
    letIn(answer) {
      server.off('request', wait)
      server.on('request', answer)
    },
    async close() {
      isClosing = true
      const closed = once(server, 'close')
      server.close()
      // A connection whose last answer just went out is idle too, and nothing else would end it.
      const sweep = setInterval(() => server.closeIdleConnections(), 50)
      const deadline = setInterval(() => server.closeAllConnections(), graceMs)
      await closed
      clearInterval(sweep)
      clearInterval(deadline)
    },
  }
}
