import type { Version } from '@mosis/api'
import { requireConsent, yesOption } from '../agree.ts'
import { askFor } from '../ask.ts'
import { command } from '../command.ts'
import { Failure } from '../failure.ts'
import { openPortal, portalOption } from '../portal.ts'
import { nameOf } from '../standing.ts'
import { listVersions, versionCodeOption } from '../versions-at-portal.ts'
import { toChoice } from './rollout.ts'
import { requireAppId } from './status.ts'

export const withdraw = command({
  name: 'withdraw',
  summary: 'Withdraw a version for ever: nobody gets it any more',
  about:
    'Its review ends, its package is served to nobody, and its version_code stays used. To stop it for a while, use mosis halt.',
  group: 'Publish',
  arguments: { app: { summary: 'the id of an app (default: the app of this folder)', optional: true } },
  options: {
    versionCode: versionCodeOption,
    reason: { value: 'TEXT', summary: 'why, for your team and the log' },
    yes: yesOption,
    portal: portalOption,
  },
  examples: [['mosis withdraw com.example.clock --version-code 4 --yes', 'that one alone; the others stay']],
  async run({ app, versionCode, reason, yes, portal: given }, io) {
    const app_id = await requireAppId(io, app)
    const portal = await openPortal(io, given, { appId: app_id })
    const { versions } = await import('@mosis/api')
    const all = await listVersions(portal, app_id, { fits: isWithdrawable })
    const missing = `${app_id} has no version to withdraw`
    const fix = `See its versions: mosis releases ${app_id}`
    if (all.length === 0) throw new Failure('release.nothing', missing, { fix })
    const { code } = await askFor(io, {
      code: {
        name: 'versionCode',
        given: versionCode,
        ask: (prompter) => prompter.select({ message: `Which version of ${app_id}?`, options: all.map(toChoice) }),
      },
      ...(io.interactive ? {} : { yes: { name: 'yes', given: yes || undefined, ask: () => Promise.resolve(true) } }),
    })
    const wanted = all.find(({ version_code }) => String(version_code) === code)
    if (!wanted) throw new Failure('release.nothing', `${missing} with version_code ${code}`, { fix })
    await requireConsent(io, yes, `Withdraw ${nameOf(wanted)} of ${app_id} for ever?`)
    const params = { app_id, version_id: wanted.id }
    const version = await portal.call(versions.withdrawVersion, { params, body: { reason } })
    const text = `${io.color.green('Withdrawn')} ${io.color.bold(app_id)} ${nameOf(version)}: nobody gets it any more`
    return { data: { portal: portal.url, version }, text }
  },
})

const isWithdrawable = ({ state }: Version) => state !== 'draft' && state !== 'withdrawn'
