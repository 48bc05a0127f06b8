import { command } from '../command.ts'
import { Failure } from '../failure.ts'
import { openPortal, portalOption } from '../portal.ts'
import { requireAppId } from './status.ts'

export const release = command({
  name: 'release',
  summary: 'Publish an approved version, or go back to an earlier one',
  about:
    'Without --version-code it is the newest approved version. Going back re-points the store; devices never go back by themselves.',
  group: 'Publish',
  arguments: { app: { summary: 'the id of an app (default: the app of this folder)', optional: true } },
  options: {
    versionCode: { value: 'NUMBER', summary: 'the version, also one that was published before' },
    portal: portalOption,
  },
  examples: [
    ['mosis release com.example.clock', 'the newest approved version'],
    ['mosis release com.example.clock --version-code 3', 'roll back to version_code 3'],
  ],
  async run({ app, versionCode, portal: given }, io) {
    const portal = await openPortal(io, given)
    const { versions } = await import('@mosis/api')
    const app_id = await requireAppId(io, app)
    const page = await portal.call(versions.listVersions, { params: { app_id }, query: { limit: 100 } })
    const wanted = page.versions.find(({ version_code, state }) =>
      versionCode === undefined ? state === 'approved' : String(version_code) === versionCode,
    )
    if (!wanted) {
      const what = versionCode === undefined ? 'approved version' : `version_code ${versionCode}`
      throw new Failure('release.nothing', `Cannot release ${app_id}: it has no ${what}`, {
        field: '--version-code',
        fix: `See its versions: mosis status ${app_id}`,
      })
    }
    const version = await portal.call(versions.publishVersion, { params: { app_id, version_id: wanted.id } })
    return {
      data: { portal: portal.url, version },
      text: `${io.color.green('Published')} ${io.color.bold(app_id)} ${version.version} (version_code ${version.version_code})`,
    }
  },
})
