import { createHash } from 'node:crypto'
import { accounts, safety, store, versions } from '@mosis/api'
import type { Version } from '@mosis/api'
import { smallApp } from '../../sample-apps.ts'
import { must } from '../../steps.ts'
import { appId, get, personOf, refOf } from './stage.ts'
import type { Stage } from './stage.ts'

const words = {
  reason_code: 'malware' as const,
  reason: 'It sends what is typed to somebody else',
  public_reason: 'It sends what people type to somebody else.',
}

/** What happens when something published turns out to be bad: reports, quarantine, blocks, suspension; and each way back. */
export async function protect(stage: Stage, version: Version): Promise<void> {
  const { step, dana, sven, rita, rolf, admin, refuse, visitor, mailbox } = stage
  const params = refOf(version)
  const ofApp = { app_id: appId }

  await step('Reported', async () => {
    const report = {
      params: ofApp,
      body: { category: 'malware' as const, text: 'Strange', contact: 'me@example.test' },
    }
    await visitor(safety.reportApp, report)
    await visitor(safety.reportApp, report)
    const unknown = { ...report, params: { app_id: 'dev.example.nothing' } }
    await refuse('store.app_not_found', visitor(safety.reportApp, unknown))
    await refuse('auth.forbidden', dana.call(safety.listReports, { query: {} }))
    const { apps } = await rita.call(safety.listReports, { query: {} })
    must(apps[0]?.app_id === appId && apps[0].reports === 1, 'the same network counts once')
    await rita.call(safety.closeReports, { params: ofApp, body: { reason: 'Looked at' } })
    return { proved: 'once for each network and day; reviewers read and close it', value: undefined }
  })

  await step('Quarantine', async () => {
    await refuse('auth.forbidden', dana.call(safety.quarantineVersion, { params, body: words }))
    await rita.call(safety.quarantineVersion, { params, body: words })
    must((await get(stage, version)).state === 'quarantined', 'it is in quarantine')
    await refuse('store.app_not_found', visitor(store.getStoreApp, { params: ofApp }))
    await refuse('version.wrong_state', dana.call(versions.resumeVersion, { params }))
    await refuse('quarantine.same_person', rita.call(safety.confirmQuarantine, { params }))
    await mailbox.await(personOf('Dana').email, /taken out of the store/)
    const before = await visitor(safety.getRevocations, {})
    await rolf(safety.confirmQuarantine, { params })
    const after = await visitor(safety.getRevocations, {})
    must(after.serial > before.serial && after.revocations.length === 1, 'devices are told to stop it')
    await refuse('quarantine.confirmed', admin(safety.confirmQuarantine, { params }))
    return { proved: 'out of the store at once; confirmed by a second person, and devices stop it', value: undefined }
  })

  await step('Appeal against it, and back', async () => {
    const body = { text: 'It is a dictionary, and sends nothing' }
    await refuse('app.not_found', sven.call(safety.appealQuarantine, { params, body }))
    await dana.call(safety.appealQuarantine, { params, body })
    await refuse('quarantine.appealed', dana.call(safety.appealQuarantine, { params, body }))
    await refuse('quarantine.same_person', rita.call(safety.upholdQuarantine, { params, body: words }))
    await admin(safety.liftQuarantine, { params, body: { ...words, reason_code: 'mistake' } })
    must((await get(stage, version)).state === 'halted', 'whether it is offered again is for its team to say')
    await refuse('quarantine.ended', rolf(safety.liftQuarantine, { params, body: words }))
    await dana.call(versions.resumeVersion, { params })
    must((await visitor(safety.getRevocations, {})).revocations.length === 0, 'devices may run it again')
    return { proved: 'not answered by those who decided; lifted to halted, resumed by its team', value: undefined }
  })

  await step('Blocked', async () => {
    const files = smallApp(appId, 1005, 'print("bad")')
    const value = createHash('sha256')
      .update(files.get('assets/app.lua') ?? '')
      .digest('hex')
    const block = { body: { kind: 'file' as const, value, reason: words.reason, public_reason: words.public_reason } }
    await refuse('auth.forbidden', rita.call(safety.createBlock, block))
    const { id } = await admin(safety.createBlock, block)
    await refuse('block.exists', admin(safety.createBlock, block))
    const send = () => dana.call(versions.uploadVersion, { params: ofApp, body: dana.build(files) })
    await refuse('package.blocked', send())
    await admin(safety.removeBlock, { params: { block_id: id } })
    await dana.call(versions.deleteVersion, { params: refOf(await send()) })
    return { proved: 'no package with this file comes in, until the block is taken back', value: undefined }
  })

  await step('Suspended', async () => {
    await refuse('auth.forbidden', rita.call(safety.suspendApp, { params: ofApp, body: words }))
    await admin(safety.suspendApp, { params: ofApp, body: words })
    await refuse('store.app_not_found', visitor(store.getStoreApp, { params: ofApp }))
    const body = dana.build(smallApp(appId, 1006))
    await refuse('app.suspended', dana.call(versions.uploadVersion, { params: ofApp, body }))
    await admin(safety.restoreApp, { params: ofApp, body: { ...words, reason_code: 'resolved' } })
    return { proved: 'out of the store and no uploads; then restored', value: undefined }
  })

  await step('Withdrawn', async () => {
    await dana.call(versions.withdrawVersion, { params, body: { reason: 'Not kept up any more' } })
    must((await get(stage, version)).state === 'withdrawn', 'it has ended')
    for (const endpoint of [versions.publishVersion, versions.resumeVersion, versions.withdrawVersion])
      await refuse('version.wrong_state', dana.call(endpoint, { params }))
    await refuse('store.app_not_found', visitor(store.getStoreApp, { params: ofApp }))
    return { proved: 'for ever: neither published nor resumed again', value: undefined }
  })

  await step('The public log', async () => {
    const { decisions } = await visitor(safety.listDecisions, { query: { app_id: appId } })
    const text = JSON.stringify(decisions)
    const people = await Promise.all([dana.call, rita.call, rolf, admin].map((call) => call(accounts.me, {})))
    must(decisions.length >= 5, 'every decision is in it')
    for (const { id, name, email } of people)
      must(!text.includes(id) && !text.includes(name) && !text.includes(email), `and not ${name}`)
    return { proved: `${decisions.length} decisions with what and why, by role, and nobody's name`, value: undefined }
  })
}
