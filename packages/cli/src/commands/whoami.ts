import { command } from '../command.ts'
import { printable } from '../output.ts'
import { openPortal, portalOption } from '../portal.ts'

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
