// Every npm script of this repository begins here: install what is missing, then run the real script on the Node that
// npm brought along. Plain JavaScript that Node 18 understands: whatever the machine has may be old.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const isWindows = process.platform === 'win32'
const [name = '', ...rest] = process.argv.slice(2)

const node = (...args) => ({ command: [nodeBinary(), ...args], cwd: root, env: { ...process.env, PATH: searchPath() } })
/** In a clone the portal's relative paths (./data, ./packages, ./backups) lie in a folder of their own. */
const portal = (...args) => {
  const cwd = join(root, 'portal-data')
  mkdirSync(cwd, { recursive: true })
  return { ...node(join(root, 'packages', 'server', 'src', 'main.ts'), ...args), cwd }
}
const scripts = {
  start: () => portal(...rest),
  test: () => node('scripts/test.ts', ...rest),
  check: () => node('scripts/check.ts', ...rest),
  build: () => node('scripts/build.ts', ...rest),
  demo: () => node('packages/testkit/src/demo.ts', ...rest),
  dev: () => node('packages/testkit/src/dev.ts', ...rest),
  journey: () => node('packages/testkit/src/journeys/journey.ts', ...rest),
  screenshots: () => node('packages/testkit/src/screenshots/screenshots.ts', ...rest),
  chaos: () => node('packages/testkit/src/chaos/chaos.ts', ...rest),
  bench: () => node('bench/bench.ts', ...rest),
  fuzz: () => node('scripts/fuzz.ts', ...rest),
  reference: () => node('scripts/reference.ts', ...rest),
}
/** These start a portal with its pages: they are built first where their sources have changed. */
const showsPages = new Set(['start', 'test', 'demo', 'journey', 'bench', 'screenshots'])

if (!Object.hasOwn(scripts, name)) stop(`There is no script "${name}": it is one of ${Object.keys(scripts).join(', ')}`)
const brought = findBroughtNode()
// Before anything is installed: here no install would help.
if (!brought && !isNewEnough()) stop(needsNewerNode())
if (!isInstalled()) await install()
if (showsPages.has(name)) {
  const { code, isStopped } = await run(node('scripts/portal.ts'))
  // A test of its own says that it cannot be built, and the others may still pass.
  if ((code !== 0 && name !== 'test') || isStopped) process.exit(code)
}
const { code } = await run(scripts[name]())
process.exit(code)

/** The package with this platform's Node, if there is one that can run here. */
function findBroughtNode() {
  const packageName = `node-${isWindows ? 'win' : process.platform}-${process.arch}`
  const { optionalDependencies = {} } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  // What starts Linux programs that are linked to glibc; Alpine and NixOS do not have it.
  const loader = { x64: '/lib64/ld-linux-x86-64.so.2', arm64: '/lib/ld-linux-aarch64.so.1' }[process.arch] ?? ''
  if (!(packageName in optionalDependencies) || (process.platform === 'linux' && !existsSync(loader))) return undefined
  return { place: `node_modules/${packageName}`, file: join('bin', isWindows ? 'node.exe' : 'node') }
}

/** The Node that npm installed for this platform, else the running one, which is new enough then. */
function nodeBinary() {
  return brought ? join(root, brought.place, brought.file) : process.execPath
}

/** Where a script finds `node` and the tools of this clone, also without npm around it. */
function searchPath() {
  return [dirname(nodeBinary()), join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter)
}

function isNewEnough() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  return major > 24 || (major === 24 && minor >= 15)
}

function needsNewerNode() {
  return `Mosis needs Node 24.15 or newer here and this is ${process.version}: install it from https://nodejs.org and run the same command again`
}

/**
 * Whether everything of the lock file is there that the script needs. npm notes at the end of each install what it
 * installed, so an interrupted one counts as none, and a person's own `npm ci` or `npm install` as one.
 */
function isInstalled() {
  const wanted = readLock('package-lock.json')
  const installed = readLock('node_modules/.package-lock.json')
  if (brought && !existsSync(nodeBinary())) return false
  return Object.entries(wanted).every(([place, entry]) => {
    if (!place.includes('node_modules/')) return true
    const found = installed[place]
    // Packages of other platforms are not there, and a portal in production may do without those for development.
    if (!found) return entry.optional === true || (entry.dev === true && name === 'start')
    const isSame = found.version === entry.version && found.integrity === entry.integrity
    return isSame && existsSync(join(root, place, 'package.json'))
  })
}

/** What a lock file lists, by place; nothing where there is none or it was cut short. */
function readLock(path) {
  try {
    return JSON.parse(readFileSync(join(root, path), 'utf8')).packages
  } catch {
    return {}
  }
}

/** Installs, one process at a time: two at once would remove each other's files. */
async function install() {
  const lock = join(root, 'portal-data', '.installing')
  mkdirSync(dirname(lock), { recursive: true })
  if (isHeld(lock)) process.stderr.write('Waiting for another install in this clone to end…\n')
  while (!take(lock)) {
    // A process that was killed left its lock.
    if (!isHeld(lock)) rmSync(lock, { force: true })
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  const release = () => rmSync(lock, { force: true })
  process.on('exit', release)
  if (!isInstalled()) await installFromLock()
  process.off('exit', release)
  release()
}

function take(lock) {
  try {
    writeFileSync(lock, `${process.pid}`, { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

/** Whether the process that wrote its id there still runs. */
function isHeld(lock) {
  try {
    return process.kill(Number(readFileSync(lock, 'utf8')), 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** Installs exactly what the lock file says, also where the surroundings leave parts out (NODE_ENV=production). */
async function installFromLock() {
  process.stderr.write('Installing what this clone needs from the npm registry (once)…\n')
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
  // Tried again after one and ten seconds; npm's own ten and sixty are long to wait where there is no network at all.
  args.push('--fetch-retry-mintimeout=1000')
  const npm = process.env.npm_execpath ?? ''
  const isNpm = /npm-cli\.c?js$/.test(npm)
  const command = isNpm ? [process.execPath, npm, ...args] : ['npm', ...args]
  const { code, isStopped } = await run({ command, cwd: root, stdio: ['ignore', 2, 2], shell: isWindows && !isNpm })
  if (isStopped) process.exit(code)
  if (code !== 0 || !isInstalled()) {
    stop(
      'Cannot install what this clone needs: npm says above why. Without a network, or behind a proxy it does not know, it cannot reach its registry; run the same command again when it can',
    )
  }
}

/** Runs a command to its end; signals that reach this process go on to the command, which decides how it ends. */
function run({ command: [file, ...args], cwd, env = process.env, stdio = 'inherit', shell = false }) {
  const child = spawn(file, args, { cwd, env, stdio, shell })
  let isStopped = false
  const forward = (signal) => {
    isStopped = true
    child.kill(signal)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, forward)
  // The shell between npm and this process does not pass a SIGTERM on: it ends, and nobody waits for this one any more.
  const parent = process.ppid
  const hasLostParent = () => process.ppid !== parent && !isStopped
  const watch = process.env.npm_lifecycle_event && setInterval(() => hasLostParent() && forward('SIGTERM'), 500)
  const advice =
    file === 'npm'
      ? 'npm comes with Node from https://nodejs.org and should be in PATH'
      : 'remove the folder node_modules and run the same command again'
  return new Promise((resolve) => {
    child.on('error', ({ message }) => stop(`Cannot start ${file} (${message}): ${advice}`))
    child.on('exit', (code, signal) => {
      clearInterval(watch)
      resolve({ code: code ?? 128 + constants.signals[signal], isStopped })
    })
  })
}

function stop(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}
