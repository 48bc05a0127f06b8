// `npm run bench -- NAME`: measures one thing beside a floor or a peer in the same run and writes bench/results/NAME.json.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import type { Measurement } from './measure.ts'

const benches: Record<string, () => Promise<Measurement[]>> = {
  start: async () => (await import('./start.ts')).measureStart(),
  demo: async () => (await import('./demo.ts')).measureDemo(),
  run: async () => (await import('./run.ts')).measureRun(),
  format: async () => (await import('./format.ts')).measureFormat(),
  auth: async () => (await import('./auth.ts')).measureAuth(),
  publish: async () => (await import('./publish.ts')).measurePublish(),
  'portal-web': async () => (await import('./portal-web.ts')).measurePortalWeb(),
  runtime: async () => (await import('./runtime.ts')).measureRuntime(),
}

const [name = ''] = process.argv.slice(2)
const bench = Object.hasOwn(benches, name) ? benches[name] : undefined
if (!bench) {
  process.stderr.write(`Name a benchmark: npm run bench -- ${Object.keys(benches).join(' | ')}\n`)
  process.exitCode = 2
} else {
  const rows = await bench()
  const machine = { node: process.version, platform: `${process.platform}-${process.arch}`, cpus: cpus().length }
  mkdirSync(new URL('results/', import.meta.url), { recursive: true })
  const file = new URL(`results/${name}.json`, import.meta.url)
  const { optimisations } = readResults(file)
  const results = { bench: name, at: new Date().toISOString(), machine, rows, optimisations }
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`)
  for (const row of rows) process.stdout.write(`${describe(row)}\n`)
}

/** What was made faster, with figures from before and after, is written by hand and stays. */
function readResults(file: URL): { optimisations?: unknown } {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { optimisations?: unknown }) : {}
}

function describe({ what, value, unit, ratio, of, goal }: Measurement): string {
  const beside = ratio === undefined ? '' : `  ${ratio.toFixed(2)} × ${of}`
  const isMet = goal !== undefined && (ratio ?? value) <= goal
  const verdict = goal === undefined ? '' : `  (goal: at most ${+goal.toFixed(2)}${isMet ? '' : ', MISSED'})`
  return `${what.padEnd(58)} ${value.toFixed(1).padStart(8)} ${unit}${beside}${verdict}`
}
