// `npm run chaos -- NAME --kills N`: real processes that are killed at random moments while people work with them; it ends
// with 1 when something that was answered is not so afterwards.
import { parseArgs } from 'node:util'
import type { ChaosOptions, ChaosResult } from './publishing.ts'

const chaoses: Record<string, () => Promise<(options: ChaosOptions) => Promise<ChaosResult>>> = {
  publishing: async () => (await import('./publishing.ts')).runPublishingChaos,
}

const usage = `Name what is to be shaken: npm run chaos -- ${Object.keys(chaoses).join(' | ')} [--kills 200] [--seconds N] [--seed N] [--database postgres]\n`
const tell = (line: string) => void process.stdout.write(`${line}\n`)

const asked = readArguments()
const chaos = asked && Object.hasOwn(chaoses, asked.name) ? chaoses[asked.name] : undefined
if (asked && chaos) await show(await chaos(), asked.options)
else {
  process.stderr.write(usage)
  process.exitCode = 2
}

async function show(run: (options: ChaosOptions) => Promise<ChaosResult>, options: ChaosOptions): Promise<void> {
  const begun = performance.now()
  process.stdout.write(
    `seed ${options.seed}: the same seed plans the same kills and calls; their timing is the machine's\n`,
  )
  const { lies, counts } = await run(options)
  for (const [what, count] of Object.entries(counts)) process.stdout.write(`${what.padEnd(58)} ${count}\n`)
  for (const lie of lies) process.stdout.write(`✗ ${lie}\n`)
  const verdict = lies.length === 0 ? '✓ nothing that was answered was lost' : `✗ ${lies.length} lies`
  process.stdout.write(`${verdict}, ${((performance.now() - begun) / 1000).toFixed(0)} s\n`)
  if (lies.length > 0) process.exitCode = 1
}

function readArguments(): { name: string; options: ChaosOptions } | undefined {
  try {
    const { values, positionals } = parseArgs({
      options: {
        kills: { type: 'string' },
        seconds: { type: 'string' },
        seed: { type: 'string' },
        database: { type: 'string', default: 'sqlite' },
      },
      allowPositionals: true,
    })
    const kills = Number(values.kills ?? 200)
    const seconds = Number(values.seconds ?? Infinity)
    const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31))
    const { database } = values
    if (database !== 'sqlite' && database !== 'postgres') return undefined
    if (!Number.isInteger(kills) || !Number.isInteger(seed) || Number.isNaN(seconds)) return undefined
    return { name: positionals[0] ?? '', options: { kills, seconds, seed, database, tell } }
  } catch (failure) {
    // An option that does not exist is answered with those that do.
    if (failure instanceof TypeError) return undefined
    throw failure
  }
}
