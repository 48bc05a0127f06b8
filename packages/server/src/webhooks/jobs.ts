import { lookupAddresses } from '@mosis/device'
import type { Deps } from '../deps.ts'
import { announceChange } from './announce.ts'
import { deliver } from './deliver.ts'
import { sweepDeliveries } from './deliveries.ts'

const hourMs = 60 * 60_000

export function webhookJobs({ db, jobs, tokens, config }: Deps): void {
  const place = { db, tokens, reach: { lookup: lookupAddresses, maps: config.webhookHosts } }
  jobs.handle('change.announce', (change, { call }) => announceChange(db, call, change))
  jobs.handle('webhook.deliver', ({ deliveryId }, { call, signal }) => deliver(place, call, deliveryId, signal))
  jobs.handle('webhook.sweep', (_payload, { call }) => sweepDeliveries(db, call))
  jobs.every('webhook.sweep', {}, hourMs)
}
