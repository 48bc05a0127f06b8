import type { Deps } from '../deps.ts'
import type { Call } from '../http/call.ts'

/** Counts a mail that somebody asks for; throws `rate_limited`. Nobody fills another's mailbox through the portal. */
export async function limitMails({ limits }: Pick<Deps, 'limits'>, call: Call, email: string): Promise<void> {
  await limits.take('mail_from_address', call.address)
  await limits.take('mail_to_address', email)
}
