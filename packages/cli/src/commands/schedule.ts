import { command } from '../command.ts'
import { describeMoment, readMoment } from '../moments.ts'
import { openPortal, portalOption } from '../portal.ts'
import { readPercent, readTrack, rolloutOption, trackOption } from '../release-terms.ts'
import { describeReach, nameOf } from '../standing.ts'
import { inState, requireVersion, versionCodeOption } from '../versions-at-portal.ts'
import { requireAppId } from './status.ts'

const appArgument = { summary: 'the id of an app (default: the app of this folder)', optional: true } as const

export const schedule = command({
  name: 'schedule',
  summary: 'Have an approved version published at a time',
  about:
    'Without --version-code it is the newest approved or scheduled version. A time without an offset is of this machine.',
  group: 'Publish',
  arguments: { time: { summary: 'such as "2026-12-01 10:00" or 2026-12-01T10:00Z' }, app: appArgument },
  options: {
    versionCode: versionCodeOption,
    track: trackOption,
    rollout: rolloutOption,
    portal: portalOption,
  },
  examples: [['mosis schedule "2026-12-01 10:00" com.example.clock', 'then, without anybody there']],
  async run({ time, app, versionCode, track, rollout, portal: given }, io) {
    const release_at = readMoment(time, 'TIME', io.now())
    const reach = { track: readTrack(track), rollout_percent: readPercent(rollout, '--rollout') }
    const app_id = await requireAppId(io, app)
    const portal = await openPortal(io, given, { appId: app_id })
    const { versions } = await import('@mosis/api')
    const { id } = await requireVersion(portal, app_id, {
      versionCode,
      fits: inState('approved', 'scheduled'),
      what: 'approved version',
    })
    const params = { app_id, version_id: id }
    const version = await portal.call(versions.scheduleVersion, { params, body: { release_at, ...reach } })
    const text = [
      `${io.color.green('Scheduled')} ${io.color.bold(app_id)} ${nameOf(version)} for ${describeMoment(release_at, io.now())}, to ${describeReach(version)}`,
      `Take it back: ${io.color.cyan(`mosis unschedule ${app_id}`)}`,
    ]
    return { data: { portal: portal.url, version }, text: text.join('\n') }
  },
})

export const unschedule = command({
  name: 'unschedule',
  summary: 'Take the time of a scheduled version back',
  group: 'Publish',
  arguments: { app: appArgument },
  options: { versionCode: versionCodeOption, portal: portalOption },
  examples: [['mosis unschedule com.example.clock', 'it stays approved']],
  async run({ app, versionCode, portal: given }, io) {
    const app_id = await requireAppId(io, app)
    const portal = await openPortal(io, given, { appId: app_id })
    const { versions } = await import('@mosis/api')
    const { id } = await requireVersion(portal, app_id, {
      versionCode,
      fits: inState('scheduled'),
      what: 'scheduled version',
    })
    const version = await portal.call(versions.unscheduleVersion, { params: { app_id, version_id: id } })
    const text = [
      `${io.color.green('Unscheduled')} ${io.color.bold(app_id)} ${nameOf(version)}: it stays approved`,
      `Publish it when you like: ${io.color.cyan(`mosis release ${app_id}`)}`,
    ]
    return { data: { portal: portal.url, version }, text: text.join('\n') }
  },
})
