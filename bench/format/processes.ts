import { fork, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { buildCommand } from '../../scripts/build.ts'
import { median, medianRatio, type Measurement } from '../measure.ts'
import type { Cost, Start } from './starter.ts'

const rounds = 11
const fromSources = join(import.meta.dirname, '../../packages/cli/bin/mosis.js')

/** `mosis verify` as it is released, from start to end, beside `jarsigner -verify` on a JAR of the same files, where Java is present. */
export async function measureProcesses(
  folder: string,
  file: string,
  files: ReadonlyMap<string, Buffer>,
): Promise<Measurement[]> {
  const env = { ...process.env, MOSIS_HOME: join(folder, 'home') }
  const released = join(folder, 'mosis')
  await buildCommand(released)
  const mosis = join(released, 'bin', 'mosis.js')
  const starter = openStarter()
  const verify = () => starter.run(process.execPath, [mosis, 'verify', file], env)
  const verifySources = () => starter.run(process.execPath, [fromSources, 'verify', file], env)
  const verifyUncompiled = () =>
    starter.run(process.execPath, [mosis, 'verify', file], { ...env, NODE_DISABLE_COMPILE_CACHE: '1' })
  // Fill the folder of compiled code, as the first use of the command does.
  await verify()
  await verifySources()
  const jar = join(folder, 'peer.jar')
  const hasPeer = makeJar(folder, jar)
  const ours: Cost[] = []
  const sources: Cost[] = []
  const first: Cost[] = []
  const peers: Cost[] = []
  for (let round = 0; round < rounds; round++) {
    ours.push(await verify())
    sources.push(await verifySources())
    first.push(await verifyUncompiled())
    if (hasPeer) peers.push(await starter.run('jarsigner', ['-verify', jar]))
  }
  starter.close()
  const of = `jarsigner -verify on the same ${files.size} files`
  return [
    ...compare('whole process', ours.map(msOf), peers.map(msOf), of),
    { what: 'the same from the sources of a clone', value: median(sources.map(msOf)), unit: 'ms' },
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

const msOf = ({ ms }: Cost) => ms
const cpuMsOf = ({ cpuMs }: Cost) => cpuMs

interface Starter {
  run(program: string, args: string[], env?: NodeJS.ProcessEnv): Promise<Cost>
  close(): void
}

function openStarter(): Starter {
  const child = fork(join(import.meta.dirname, 'starter.ts'), { serialization: 'advanced' })
  return {
    async run(program, args, env = process.env) {
      child.send({ program, args, env } satisfies Start)
      const [cost] = (await once(child, 'message')) as [Cost]
      if (cost.status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${cost.status}`)
      return cost
    },
    close: () => child.disconnect(),
  }
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
