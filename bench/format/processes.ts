import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { median, medianRatio, type Measurement } from '../measure.ts'

const rounds = 7
const mosis = join(import.meta.dirname, '../../packages/cli/bin/mosis.js')

/** `mosis verify` from start to end, beside `jarsigner -verify` on a JAR of the same files, where Java is present. */
export async function measureProcesses(
  folder: string,
  file: string,
  files: ReadonlyMap<string, Buffer>,
): Promise<Measurement[]> {
  const env = { ...process.env, MOSIS_HOME: join(folder, 'home') }
  const verify = () => run(process.execPath, [mosis, 'verify', file], env)
  const verifyUncompiled = () =>
    run(process.execPath, [mosis, 'verify', file], { ...env, NODE_DISABLE_COMPILE_CACHE: '1' })
  verify() // fills the folder of compiled code, as the first use of the command does
  const jar = join(folder, 'peer.jar')
  const hasPeer = makeJar(folder, jar)
  const ours: Cost[] = []
  const first: Cost[] = []
  const peers: Cost[] = []
  for (let round = 0; round < rounds; round++) {
    ours.push(verify())
    first.push(verifyUncompiled())
    if (hasPeer) peers.push(run('jarsigner', ['-verify', jar]))
  }
  const of = `jarsigner -verify on the same ${files.size} files`
  return [
    ...compare('whole process', ours.map(msOf), peers.map(msOf), of),
    { what: 'the same with nothing kept compiled', value: median(first.map(msOf)), unit: 'ms' },
    ...compare('processor time', ours.map(cpuMsOf), peers.map(cpuMsOf), of),
  ]
}

function compare(kind: string, ours: number[], peers: number[], of: string): Measurement[] {
  if (ours.some(Number.isNaN)) return []
  const own = { what: `mosis verify, ${kind}`, value: median(ours), unit: 'ms' }
  if (peers.length === 0) return [{ ...own, what: `${own.what} (no Java here to compare with)` }]
  return [
    { what: `jarsigner -verify, ${kind}`, value: median(peers), unit: 'ms' },
    { ...own, ratio: medianRatio(ours, peers), of, goal: 1 / 3 },
  ]
}

interface Cost {
  ms: number
  /** Of all its threads; not known on every system. */
  cpuMs: number
}

const msOf = ({ ms }: Cost) => ms
const cpuMsOf = ({ cpuMs }: Cost) => cpuMs

function run(program: string, args: string[], env = process.env): Cost {
  const cpuBefore = childrenCpuMs()
  const begun = performance.now()
  const { status } = spawnSync(program, args, { stdio: 'ignore', env })
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}`)
  return { ms: performance.now() - begun, cpuMs: childrenCpuMs() - cpuBefore }
}

/** Processor time of all children that have ended; Linux counts it in hundredths of a second. */
function childrenCpuMs(): number {
  if (!existsSync('/proc/self/stat')) return Number.NaN
  const fields = readFileSync('/proc/self/stat', 'latin1').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[13]) + Number(fields[14])) * 10
}

function makeJar(folder: string, jar: string): boolean {
  const store = ['-keystore', join(folder, 'keys.p12'), '-storepass', 'benchbench']
  return (
    isDone('keytool', '-genkeypair', '-alias', 'k', '-keyalg', 'Ed25519', '-dname', 'CN=bench', ...store) &&
    isDone('jar', '--create', '--file', jar, '-C', join(folder, 'source'), '.') &&
    isDone('jarsigner', ...store, jar, 'k')
  )
}

function isDone(tool: string, ...args: string[]): boolean {
  return spawnSync(tool, args, { stdio: 'ignore' }).status === 0
}
