import type { Deps } from '../deps.ts'
import { composeMail } from './compose.ts'
import { sweepFolder } from './folder.ts'

/** With the waits between them, half a day: that long a mail server may be away before a mail is given up. */
const maxAttempts = 24

const dayMs = 24 * 60 * 60_000

export function mailJobs({ jobs, mailer, config, log }: Pick<Deps, 'jobs' | 'mailer' | 'config' | 'log'>): void {
  jobs.handle(
    'mail.send',
    async ({ to, mail }, { call }) => {
      const words = composeMail(mail, config.baseUrl)
      const outcome = await mailer.send({ id: call.requestId, to, mail, ...words, at: call.now })
      if (outcome === 'refused') {
        log.warn({ jobId: call.requestId, mail: mail.name }, `The mail server has no mailbox for a mail ${mail.name}`)
      }
    },
    { maxAttempts },
  )
  const { mail } = config
  if (mail.kind !== 'folder') return
  jobs.handle('mail.sweep', (_payload, { call }) => sweepFolder(mail.path, call.now))
  jobs.every('mail.sweep', {}, dayMs)
}
