import type { Version } from '@mosis/api'
import { command } from '../command.ts'
import { wrap } from '../output.ts'
import { openPortal, portalOption } from '../portal.ts'
import { readPercent, readTrack, rolloutOption, trackOption } from '../release-terms.ts'
import { describeReach, nameOf } from '../standing.ts'
import { requireVersion, versionCodeOption } from '../versions-at-portal.ts'
import { requireAppId } from './status.ts'

export const release = command({
  name: 'release',
  summary: 'Publish an approved version, or go back to an earlier one',
  about:
    "Without --version-code it is the newest approved or scheduled version, with --track production also the testers' one. Going back re-points the store; devices never go back by themselves.",
  group: 'Publish',
  arguments: { app: { summary: 'the id of an app (default: the app of this folder)', optional: true } },
  options: {
    versionCode: { ...versionCodeOption, summary: 'the version, also one that was published before' },
    track: { ...trackOption, default: 'as said at submission' },
    rollout: { ...rolloutOption, default: 'as said at submission' },
    portal: portalOption,
  },
  examples: [
    ['mosis release com.example.clock', 'the newest approved version'],
    ['mosis release --rollout 10', 'to a tenth of all devices; mosis rollout 50 goes on'],
    ['mosis release --track production', "the testers' version, to everybody"],
    ['mosis release com.example.clock --version-code 3', 'roll back to version_code 3'],
  ],
  async run({ app, versionCode, track, rollout, portal: given }, io) {
    const reach = { track: readTrack(track), rollout_percent: readPercent(rollout, '--rollout') }
    const app_id = await requireAppId(io, app)
    const portal = await openPortal(io, given, { appId: app_id })
    const { versions } = await import('@mosis/api')
    const isForTesters = ({ state, track }: Version) =>
      state === 'published' && track === 'beta' && reach.track === 'production'
    const fits = (version: Version) => ['approved', 'scheduled'].includes(version.state) || isForTesters(version)
    const { id } = await requireVersion(portal, app_id, { versionCode, fits, what: 'approved version' })
    const { note, ...version } = await portal.call(versions.publishVersion, {
      params: { app_id, version_id: id },
      body: reach,
    })
    const isForAll = version.track === 'production' && version.rollout_percent === 100
    const lines = [
      `${io.color.green('Published')} ${io.color.bold(app_id)} ${nameOf(version)}${isForAll ? '' : ` to ${describeReach(version)}`}`,
      ...(note === null ? [] : [wrap(note, io.columns, '  ')]),
    ]
    return { data: { portal: portal.url, version, note }, text: lines.join('\n') }
  },
})
