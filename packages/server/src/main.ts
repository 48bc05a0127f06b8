// The portal as a process: environment, start, what is printed, signals. The only reader of process.env.
import { enableCompileCache } from 'node:module'
import { resolve } from 'node:path'
import type { Config } from './config.ts'
import type { RunningServer } from './server.ts'
import type { Site } from './site/site-file.ts'

// Before anything else is loaded: the second start is then twice as fast.
enableCompileCache()
const { ConfigError, loadConfig } = await import('./config.ts')
const { startServer } = await import('./server.ts')
const { handsOutCommand, openSite } = await import('./site/open-site.ts')
const { StartFailure } = await import('./start-failure.ts')
const { firstCommands, installCommand } = await import('./first-commands.ts')

/** In a clone `npm start` builds it; what is released brings it along. */
const builtSite = new URL('../../portal/dist/portal.site', import.meta.url)
const builtCommand = new URL('../../../dist/mosis.tgz', import.meta.url)

try {
  const config = loadConfig(process.env)
  const site = await openSite(builtSite, builtCommand)
  const server = await startServer(config, { site })
  // First: whoever reads that it runs may stop it at once.
  stopOnSignal(server)
  process.stdout.write(describeStart(server, config, site))
} catch (failure) {
  const isExplained = failure instanceof ConfigError || failure instanceof StartFailure
  const text = isExplained || !(failure instanceof Error) ? String(failure) : (failure.stack ?? failure.message)
  process.stderr.write(`${isExplained && failure instanceof Error ? failure.message : text}\n`)
  process.exit(1)
}

function describeStart({ url, setupUrl, keptSecret }: RunningServer, config: Config, site: Site | undefined): string {
  const commands = firstCommands(url)
  const width = Math.max(...commands.map(({ command }) => command.length))
  const lines = [
    `Mosis portal is running at ${url}`,
    '',
    ...(setupUrl === undefined ? [] : ['Make the admin account (this link works once):', `  ${setupUrl}`, '']),
    'Next, in another terminal:',
    ...commands.map(({ command, purpose }) => `  ${command.padEnd(width)}   ${purpose}`),
    '',
    ...(handsOutCommand(site)
      ? ['Outside of this clone the command comes from the portal:', `  ${installCommand(url)}`, '']
      : []),
    ...(config.databaseUrl === null
      ? [`Data       ${resolve(config.databasePath)}`]
      : ['Data       PostgreSQL (DATABASE_URL)']),
    `Packages   ${resolve(config.packagesDir)}`,
    ...(config.mail.kind === 'folder' ? [`Mail       ${resolve(config.mail.path)} (SMTP_URL is not set)`] : []),
    ...(keptSecret
      ? [`Secret     ${resolve(keptSecret.path)} (${keptSecret.isNew ? 'made now' : 'kept'}; JWT_SECRET is not set)`]
      : []),
    'Ctrl-C stops the portal; the next start goes on where it was.',
    '',
  ]
  return lines.join('\n')
}

const burstMs = 500

/** How long what was left open may keep the process that has stopped. */
const leftOpenMs = 1000

/** Ends when nothing is open any more; process.exit() at once can wait for ever for what V8 compiles beside (nodejs/node#54918). */
function end(code: number): void {
  process.exitCode = code
  setTimeout(() => process.exit(code), leftOpenMs).unref()
}

/** The first signal lets running requests and jobs finish, a second one does not wait for them. */
function stopOnSignal(server: RunningServer): void {
  let stoppingSince: number | undefined
  // Whoever read what is printed here may be gone by then; that is no reason to end in another way.
  process.stdout.on('error', () => undefined)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      const now = performance.now()
      // One Ctrl-C can reach this process several times: from the terminal, from npm, from the script that started it.
      if (stoppingSince !== undefined && now - stoppingSince > burstMs) process.exit(1)
      if (stoppingSince !== undefined) return
      stoppingSince = now
      process.stdout.write('Stopping…\n')
      server.close().then(
        () => end(0),
        (failure: unknown) => {
          process.stderr.write(`Cannot stop cleanly: ${String(failure)}\n`)
          end(1)
        },
      )
    })
  }
}
