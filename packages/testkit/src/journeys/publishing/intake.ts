import { apps, versions, webhooks } from '@mosis/api'
import { generateSigningKey, writePackage } from '@mosis/format'
import { setTimeout as wait } from 'node:timers/promises'
import { smallApp } from '../../sample-apps.ts'
import { must } from '../../steps.ts'
import { isGenuine } from '../../webhook-receiver.ts'
import { appId, get, refOf, untilState, upload, webhookHost } from './stage.ts'
import type { Stage } from './stage.ts'

/** From an id that nobody else may have to a version that the automated review refuses; and the hook that hears of all of it. */
export async function takeIn(stage: Stage): Promise<{ secret: string }> {
  const { step, dana, sven, refuse, receiver } = stage
  const params = { app_id: appId }

  const hook = await step('Webhook', async () => {
    const where = { team_id: dana.teamId }
    const url = `https://${webhookHost}/mosis`
    await refuse('team.not_found', sven.call(webhooks.createWebhook, { params: where, body: { url } }))
    const made = await dana.call(webhooks.createWebhook, { params: where, body: { url } })
    await dana.call(webhooks.testWebhook, { params: { ...where, webhook_id: made.id } })
    const end = performance.now() + 10_000
    while (receiver.messages.length === 0 && performance.now() < end) await wait(20)
    const [message] = receiver.messages
    must(message && isGenuine(made.secret, message), 'a signed message came')
    must(!isGenuine(made.secret, { ...message, body: `${message.body} ` }), 'changed by one byte it is not genuine')
    return { proved: 'a test message came, signed so that one changed byte shows', value: made }
  })

  await step('An id belongs to one team', async () => {
    const body = { id: appId, name: 'Tally' }
    await dana.call(apps.createApp, { body })
    await refuse('app.id_taken', sven.call(apps.createApp, { body }))
    await refuse('app.id_reserved', sven.call(apps.createApp, { body: { ...body, id: 'com.mosis.tally' } }))
    await refuse('app.not_found', sven.call(apps.getApp, { params }))
    await refuse('app.not_found', sven.call(apps.deleteApp, { params }))
    return { proved: 'nobody else gets it, sees it or deletes it', value: undefined }
  })

  const draft = await step('Upload', async () => {
    const bytes = dana.build(smallApp(appId, 1))
    const send = (body: Buffer, by = dana.call) => by(versions.uploadVersion, { params, body })
    const made = await send(bytes)
    must(made.state === 'draft', 'it is a draft')
    must((await send(bytes)).id === made.id, 'the same bytes again are the same version')
    await refuse('app.not_found', send(bytes, sven.call))
    const taken = await refuse('version.exists', send(dana.build(smallApp(appId, 1, 'print("other")'))))
    must(taken.details.next_version_code === 2, 'the refusal names the next free code')
    await refuse('version.app_mismatch', send(dana.build(smallApp('dev.example.other'))))
    const strange = writePackage(smallApp(appId, 2), generateSigningKey())
    await refuse('version.key_not_registered', send(strange))
    await refuse('package.invalid', send(Buffer.concat([bytes.subarray(0, 200), bytes.subarray(201)])))
    return {
      proved: 'the same bytes change nothing; six packages that may not come in are refused by code',
      value: made,
    }
  })

  await step('What a draft cannot do', async () => {
    const at = { params: refOf(draft) }
    const { call } = dana
    for (const endpoint of [
      versions.publishVersion,
      versions.haltVersion,
      versions.resumeVersion,
      versions.cancelVersion,
      versions.unscheduleVersion,
      versions.withdrawVersion,
    ])
      await refuse('version.wrong_state', call(endpoint, at))
    const past = { release: 'at' as const, release_at: new Date(Date.now() - 60_000).toISOString() }
    await refuse('version.wrong_release_time', call(versions.submitVersion, { ...at, body: past }))
    await refuse('app.not_found', sven.call(versions.submitVersion, at))
    return {
      proved: 'publish, halt, resume, cancel, unschedule, withdraw and a release in the past are refused',
      value: undefined,
    }
  })

  await step('Taken back and handed in again', async () => {
    const at = { params: refOf(draft) }
    const { call } = dana
    await call(versions.submitVersion, at)
    await refuse('version.wrong_state', call(versions.submitVersion, at))
    await refuse('version.wrong_state', call(versions.deleteVersion, at))
    await call(versions.cancelVersion, { ...at, body: { reason: 'The wrong icon' } })
    must((await get(stage, draft)).state === 'draft', 'it is a draft again')
    await call(versions.deleteVersion, at)
    await refuse('version.not_found', call(versions.getVersion, at))
    return { proved: 'draft → submitted → draft, then deleted; its code is free again', value: undefined }
  })

  await step('The automated review says no', async () => {
    const files = new Map([...smallApp(appId, 1), ['assets/app.lua', Buffer.from('local x = = 1\n')] as const])
    const broken = await dana.call(versions.uploadVersion, { params, body: dana.build(files) })
    await dana.call(versions.submitVersion, { params: refOf(broken) })
    const failed = await untilState(dana.call, broken, 'failed')
    const first = failed.findings?.find(({ severity }) => severity === 'error')
    must(first?.path === 'assets/app.lua' && first.line === 1, 'the finding names file and line')
    await refuse('version.wrong_state', dana.call(versions.submitVersion, { params: refOf(broken) }))
    return { proved: `${first.code} at ${first.path}:${first.line}, with its fix`, value: undefined }
  })
  return hook
}

/** A lower code, once a higher one is there. */
export async function refuseLowerCode(stage: Stage): Promise<void> {
  const later = await upload(stage, 1000)
  await stage.refuse('version.code_not_higher', upload(stage, 999))
  await stage.dana.call(versions.deleteVersion, { params: refOf(later) })
}
