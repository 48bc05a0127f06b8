import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FolderMail } from '../config.ts'
import type { Mailer } from './mailer.ts'
import { toMessage } from './message.ts'

/** Writes each mail as a file (RFC 5322) for whoever runs a portal without a mail server; by name they sort by time. */
export function createFolderMailer({ path, from }: FolderMail): Mailer {
  return {
    async send(mail) {
      const { createTransport } = await import('nodemailer')
      const transport = createTransport({ streamTransport: true, buffer: true })
      const { message } = await transport.sendMail(toMessage(mail, from))
      const file = join(path, `${inFileName(mail.at)} ${mail.id} ${mail.mail.name}.eml`)
      // Links in there sign people in: nobody else on the machine reads them.
      await mkdir(path, { recursive: true, mode: 0o700 })
      await writeFile(`${file}.part`, message, { mode: 0o600 })
      await rename(`${file}.part`, file)
      return 'sent'
    },
  }
}

/** Longer than any link in a mail works. */
const keptDays = 30

/** Removes mails that nobody needs any more: they hold addresses of people. */
export async function sweepFolder(path: string, now: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 })
  const before = inFileName(new Date(Date.parse(now) - keptDays * 24 * 60 * 60_000).toISOString())
  for (const name of await readdir(path)) {
    if (/^\d{4}-.*\.eml(\.part)?$/.test(name) && name < before) await rm(join(path, name), { force: true })
  }
}

const inFileName = (time: string) => time.replaceAll(':', '-')
