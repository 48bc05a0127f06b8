#!/usr/bin/env node
// The `mosis` command as npm links it: plain JavaScript that an old Node understands, which hands over to the Node that
// npm brought along when the running one is too old.
import { existsSync } from 'node:fs'
import module from 'node:module'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const [major, minor] = process.versions.node.split('.').map(Number)

if (major > 24 || (major === 24 && minor >= 15)) {
  keepCompiled()
  if (process.argv[2] === 'verify') (await import('../src/reading-ahead.ts')).readAhead(process.argv.slice(3))
  const { start } = await import('../src/main.ts')
  await start()
} else {
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const file = process.platform === 'win32' ? 'node.exe' : 'node'
  const brought = join(here, '..', '..', '..', 'node_modules', `node-${platform}-${process.arch}`, 'bin', file)
  if (!existsSync(brought)) {
    process.stderr.write(`mosis needs Node 24.15 or newer and this is ${process.version}: see https://nodejs.org\n`)
    process.exit(1)
  }
  const { spawn } = await import('node:child_process')
  const child = spawn(brought, [join(here, 'mosis.js'), ...process.argv.slice(2)], { stdio: 'inherit' })
  // A terminal sends Ctrl-C to the whole group, so the command has it already; other signals go on to it.
  process.on('SIGINT', () => undefined)
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal ? 130 : (code ?? 1)))
}

/** Node keeps what it compiled in the command's own cache folder, so that the next start is faster. */
function keepCompiled() {
  const { MOSIS_HOME, XDG_CACHE_HOME } = process.env
  const cache = MOSIS_HOME ? join(MOSIS_HOME, 'cache') : join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'mosis')
  module.enableCompileCache?.(join(cache, 'compiled'))
}
