import { setTimeout as wait } from 'node:timers/promises'
import { median } from '../measure.ts'
import type { Measurement } from '../measure.ts'
import { openBench } from './publisher.ts'
import { quantile } from './quantile.ts'
import { sizedApp } from './sized-app.ts'

const rounds = 21
const appBytes = 5 * 1024 * 1024
const goalMs = 3000
const pollMs = 25

/** From handing in until the developer sees the verdict, with nothing else in the queue. */
export async function measureVerdict(folder: string): Promise<Measurement[]> {
  // They take turns, since each account may ask only so often.
  const { portal, publishers } = await openBench(folder, 3)
  try {
    const times: number[] = []
    for (let code = 1; code <= rounds; code += 1) {
      const publisher = publishers[code % publishers.length]
      if (!publisher) throw new Error('Nobody joined')
      const draft = await publisher.upload(sizedApp(publisher.appId, code, appBytes))
      const begun = performance.now()
      await publisher.submit(draft)
      for (let { state } = draft; state !== 'in_review'; { state } = await publisher.get(draft)) {
        if (state === 'failed') throw new Error('The automated review found errors')
        await wait(pollMs)
      }
      // The first one also pays for starting the threads.
      if (code > 1) times.push(performance.now() - begun)
    }
    const what = 'submit → automated verdict, 5 MB app, empty queue'
    return [
      { what: `${what}: middle`, value: median(times), unit: 'ms' },
      { what: `${what}: p95`, value: quantile(times, 0.95), unit: 'ms', goal: goalMs },
    ]
  } finally {
    await portal.stop()
  }
}
