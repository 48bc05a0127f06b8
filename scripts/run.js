// Every npm script of this repository begins here: install what is missing, then run the real script on the Node that
// npm brought along. Plain JavaScript that Node 18 understands: whatever the machine has may be old.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const stamp = join(root, 'node_modules', '.mosis-installed')
const [name = '', ...rest] = process.argv.slice(2)

const node = (...args) => ({ command: [nodeBinary(), ...args], cwd: root })
/** In a clone the portal's relative paths (./data, ./packages, ./backups) lie in a folder of their own. */
const portal = (...args) => {
  const cwd = join(root, 'portal-data')
  mkdirSync(cwd, { recursive: true })
  return { command: [nodeBinary(), join(root, 'packages', 'server', 'src', 'main.ts'), ...args], cwd }
}
const scripts = {
  start: () => portal(...rest),
  test: () => node('scripts/test.ts', ...rest),
  check: () => node('scripts/check.ts', ...rest),
  demo: () => node('packages/testkit/src/demo.ts', ...rest),
  dev: () => node('packages/testkit/src/dev.ts', ...rest),
  bench: () => node('bench/bench.ts', ...rest),
  reference: () => node('scripts/reference.ts', ...rest),
}

if (!Object.hasOwn(scripts, name)) stop(`There is no script "${name}": it is one of ${Object.keys(scripts).join(', ')}`)
installWhatIsMissing()
run(scripts[name]())

/** Installs exactly what the lock file says, once for each lock file. */
function installWhatIsMissing() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  process.stderr.write('Installing what this clone needs (once)…\n')
  const npm = process.env.npm_execpath
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error']
  const result = npm
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: ['ignore', 2, 2] })
    : spawnSync('npm', args, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' })
  if (result.status !== 0) stop('npm ci did not succeed: see its message above, then run the same command again')
  writeFileSync(stamp, wanted)
}

/** The Node that npm installed for this platform, else the running one where it is new enough. */
function nodeBinary() {
  const file = process.platform === 'win32' ? 'node.exe' : 'node'
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const brought = join(root, 'node_modules', `node-${platform}-${process.arch}`, 'bin', file)
  if (existsSync(brought)) return brought
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 24 || (major === 24 && minor >= 15)) return process.execPath
  return stop(
    `Mosis needs Node 24.15 or newer here and this is ${process.version}: install it from https://nodejs.org and run the same command again`,
  )
}

/** Runs a command to its end; signals that reach this process go on to the command, and its exit code is ours. */
function run({ command: [file, ...args], cwd }) {
  const bin = join(root, 'node_modules', '.bin')
  const path = `${dirname(file)}${process.platform === 'win32' ? ';' : ':'}${bin}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}`
  const child = spawn(file, args, { cwd, stdio: 'inherit', env: { ...process.env, PATH: path } })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // A terminal sends Ctrl-C to the whole group, so the command has it already.
    process.on(signal, () => signal !== 'SIGINT' && child.kill(signal))
  }
  child.on('exit', (code, signal) => process.exit(signal === 'SIGINT' ? 130 : (code ?? 1)))
}

function stop(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}
