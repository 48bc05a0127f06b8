import { command } from '../command.ts'
import { readSignIns } from '../credentials.ts'
import { printable, table } from '../output.ts'
import { openPortal, portalOption, portalUrl } from '../portal.ts'

export const whoami = command({
  name: 'whoami',
  summary: 'Ask the portal who you are',
  group: 'Publish',
  options: { portal: portalOption },
  examples: [['mosis whoami --json', 'your account, with its role']],
  async run({ portal }, io) {
    const { accounts } = await import('@mosis/api')
    const { url, call } = await openPortal(io, portal)
    const account = await call(accounts.me, {})
    return {
      data: { portal: url, account },
      text: `${io.color.bold(printable(account.name))} <${printable(account.email)}>, ${account.role} at ${url}`,
    }
  },
})

export const authStatus = command({
  name: 'auth status',
  summary: 'Show where you are signed in and where that is kept; asks no portal',
  group: 'Publish',
  options: { portal: portalOption },
  examples: [['mosis auth status', 'every portal with a sign-in']],
  async run({ portal }, io) {
    const signIns = [...readSignIns(io)]
    const fromEnv = Boolean(io.env['MOSIS_TOKEN'])
    const path = io.paths.credentials
    const rows = signIns.map(([url, { email, access_expires_at }]) => [
      url === portalUrl(portal) ? io.color.green(url) : url,
      email,
      io.color.dim(`access until ${access_expires_at.slice(0, 16).replace('T', ' ')} UTC, then renewed`),
    ])
    const lines = fromEnv ? ['MOSIS_TOKEN is set and used for every portal'] : []
    if (rows.length > 0) lines.push(table(rows), io.color.dim(`kept in ${path} (file, readable by you alone)`))
    else if (!fromEnv) lines.push(`Not signed in anywhere. Run ${io.color.cyan('mosis login')}`)
    return {
      data: {
        portal: portalUrl(portal),
        token_from_environment: fromEnv,
        backend: 'file',
        path,
        sign_ins: signIns.map(([url, { email, name, access_expires_at }]) => ({
          portal: url,
          email,
          name,
          access_expires_at,
        })),
      },
      text: lines.join('\n'),
    }
  },
})
