// `npm run journey -- NAME`: a story from beginning to end against real processes, a line a step; it ends with 1 when a step
// does not hold.
import { showSteps } from '../steps.ts'
import type { Step } from '../steps.ts'

const journeys: Record<string, () => Promise<(tell: (step: Step) => void) => Promise<Step[]>>> = {
  accounts: async () => (await import('./accounts.ts')).runAccounts,
  portal: async () => (await import('./portal.ts')).runPortal,
  publishing: async () => (await import('./publishing.ts')).runPublishing,
}

const [name = ''] = process.argv.slice(2)
const journey = Object.hasOwn(journeys, name) ? journeys[name] : undefined
if (journey) await showSteps(await journey())
else {
  process.stderr.write(`Name a journey: npm run journey -- ${Object.keys(journeys).join(' | ')}\n`)
  process.exitCode = 2
}
