import type { MailAddress } from '../config.ts'
import type { OutgoingMail } from './mailer.ts'

/** What the contract lets through as an address, and nothing that a mail server could read as more than one. */
const oneAddress = /^[\w'+.-]+@[a-zA-Z0-9.-]+$/

/** The mail as nodemailer takes it. Addresses are handed over in parts, so that nothing in them is read as a list of others. */
export function toMessage({ id, to, mail, subject, text, at }: OutgoingMail, from: MailAddress) {
  if (!oneAddress.test(to)) throw new Error(`Cannot send the mail ${mail.name}: its recipient is not one address`)
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1)
  return {
    // A copy: nodemailer writes into it, and the settings are frozen.
    from: { ...from },
    to: { name: '', address: to },
    envelope: { from: from.address, to: [to] },
    subject,
    text,
    date: new Date(at),
    // The same each time the job is tried: a mail server that took it twice can tell.
    messageId: `<${id}@${domain}>`,
    // RFC 3834: no absence notice comes back.
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}
