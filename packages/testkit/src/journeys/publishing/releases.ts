import { createHash } from 'node:crypto'
import { reviews, store, testers, versions } from '@mosis/api'
import type { Version } from '@mosis/api'
import { must } from '../../steps.ts'
import { appId, approved, get, handIn, refOf, reviewOf, untilState } from './stage.ts'
import type { Stage } from './stage.ts'

const at = (version: Version) => ({ params: refOf(version) })
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString()

/** Every way in which an approved version comes to people, and back. */
export async function release(stage: Stage): Promise<Version> {
  const { step, dana, sven, refuse, visitor, rita } = stage
  const { call } = dana
  const inStore = (headers: Record<string, string> = {}) =>
    visitor(store.getStoreApp, { params: { app_id: appId } }, { headers })

  const first = await step('Approved, published by hand', async () => {
    const version = await handIn(stage, 1001)
    await rita.call(reviews.approveReview, { params: reviewOf(version), body: { checklist: ['started'] } })
    must((await get(stage, version)).state === 'approved', 'it is approved')
    await refuse('store.app_not_found', inStore())
    await refuse('app.not_found', sven.call(versions.publishVersion, at(version)))
    await refuse('version.wrong_state', call(versions.haltVersion, at(version)))
    await refuse(
      'version.cannot_stage',
      call(versions.publishVersion, { ...at(version), body: { rollout_percent: 10 } }),
    )
    await call(versions.publishVersion, at(version))
    const offered = await inStore()
    const query = { version_code: offered.version_code }
    const response = await visitor(store.downloadStoreApp, { params: { app_id: appId }, query })
    const sha256 = createHash('sha256')
      .update(Buffer.from(await response.arrayBuffer()))
      .digest('hex')
    must(sha256 === version.sha256 && offered.sha256 === sha256, 'the store hands out the very bytes')
    return { proved: `not in the store before; then the bytes ${sha256.slice(0, 12)}…`, value: version }
  })

  const second = await step('Scheduled', async () => {
    const version = await approved(stage, 1002)
    const schedule = (release_at: string) => call(versions.scheduleVersion, { ...at(version), body: { release_at } })
    await refuse('version.wrong_release_time', schedule(inSeconds(-1)))
    must((await schedule(inSeconds(3600))).state === 'scheduled', 'it waits for its time')
    must((await call(versions.unscheduleVersion, at(version))).state === 'approved', 'the time is taken back')
    await schedule(inSeconds(1.5))
    await untilState(call, version, 'published')
    must((await get(stage, first)).state === 'superseded', 'the one before is superseded')
    return { proved: 'set, taken back, set again; published when its time came', value: version }
  })

  const third = await step('Rolled out in stages', async () => {
    const version = await approved(stage, 1003, { release: 'when_approved', rollout_percent: 10 })
    must(version.state === 'published', 'approval publishes it')
    const { version_code, offers } = await inStore()
    must(
      version_code === 1002 && offers[0]?.rollout?.percent === 10,
      'it is offered beside the one that everybody gets',
    )
    const raise = (percent: number) => call(versions.raiseRollout, { ...at(version), body: { percent } })
    await raise(50)
    await refuse('version.rollout_lower', raise(20))
    await call(versions.haltVersion, at(version))
    must((await inStore()).offers.length === 0, 'halted it is offered to nobody')
    await refuse('version.wrong_state', raise(60))
    await call(versions.resumeVersion, at(version))
    must((await inStore()).offers[0]?.rollout?.percent === 50, 'resumed to the same part')
    await raise(100)
    must((await inStore()).version_code === 1003, 'everybody gets it')
    return { proved: '10 %, 50 %, halted, resumed, 100 %; never back to fewer', value: version }
  })

  await step('Rolled back', async () => {
    const { note } = await call(versions.publishVersion, at(second))
    must((await inStore()).version_code === 1002, 'the earlier one is offered again')
    must((await get(stage, third)).state === 'superseded' && note !== null, 'and it is said what devices do not do')
    await call(versions.publishVersion, at(third))
    return { proved: 'to an approved version without a new review, and forward again', value: undefined }
  })

  return step('Beta by link', async () => {
    const version = await approved(stage, 1004, { release: 'when_approved', track: 'beta' })
    const params = { app_id: appId }
    await refuse('app.not_found', sven.call(testers.createTesterLink, { params }))
    const { url } = await call(testers.createTesterLink, { params, body: { max_testers: 1 } })
    const body = { token: new URL(url).searchParams.get('token') ?? '' }
    const { tester_token } = await visitor(testers.joinTesters, { body })
    await refuse('tester.link_ended', visitor(testers.joinTesters, { body }))
    const asTester = { 'x-mosis-tester': tester_token }
    const isOffered = ({ version_code, offers }: Awaited<ReturnType<typeof inStore>>) =>
      [version_code, ...offers.map((offer) => offer.version_code)].includes(1004)
    must(isOffered(await inStore(asTester)), 'the tester is offered it')
    must(!isOffered(await inStore()), 'nobody else is')
    await call(versions.publishVersion, { ...at(version), body: { track: 'production' } })
    must((await inStore()).version_code === 1004, 'then everybody gets it, without a new review')
    return { proved: 'one tester by a link for one; then given to everybody', value: version }
  })
}
