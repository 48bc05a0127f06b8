import type { SmtpMail } from '../config.ts'
import { NotedError, note } from '../notes.ts'
import type { Mailer } from './mailer.ts'
import { toMessage } from './message.ts'

const connectMs = 10_000
const silenceMs = 30_000

/** Hands each mail to a mail server, over a connection of its own. */
export function createSmtpMailer({ url, from }: SmtpMail): Mailer {
  let transport: ReturnType<typeof openTransport> | undefined
  return {
    async send(mail) {
      const { sendMail } = await (transport ??= openTransport(url))
      const outcome = await sendMail(toMessage(mail, from)).then(
        () => 'sent' as const,
        (failure: unknown) => {
          if (isRefusedForEver(failure)) return 'refused'
          // Without its cause, which repeats addresses: this goes to the log.
          return new NotedError(note('mail.not_sent', { mail: mail.mail.name, said: reasonOf(failure) }))
        },
      )
      if (outcome instanceof Error) throw outcome
      return outcome
    },
  }
}

/** Loaded with the first mail: a start does not wait for it. */
async function openTransport(url: string) {
  const { createTransport } = await import('nodemailer')
  const { protocol, hostname, port, username, password } = new URL(url)
  const isSecure = protocol === 'smtps:'
  const auth = username === '' ? undefined : { user: decodeURIComponent(username), pass: decodeURIComponent(password) }
  const transport = createTransport({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (isSecure ? 465 : 587) : Number(port),
    secure: isSecure,
    // A password never travels in the clear, also where somebody in between takes STARTTLS out of the answer.
    requireTLS: auth !== undefined && !isLoopback(hostname),
    ...(auth && { auth }),
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: silenceMs,
  })
  return { sendMail: transport.sendMail.bind(transport) }
}

const isLoopback = (host: string) => host === 'localhost' || host === '[::1]' || host.startsWith('127.')

/** The server knows this recipient and will not have it: 5xx to RCPT TO. Everything else may be set right by the operator. */
function isRefusedForEver(failure: unknown): boolean {
  const { command, responseCode } = detailsOf(failure)
  return command === 'RCPT TO' && typeof responseCode === 'number' && responseCode >= 500
}

/** What the server said, without the addresses that it likes to repeat. */
function reasonOf(failure: unknown): string {
  const { code } = detailsOf(failure)
  const said = failure instanceof Error ? failure.message : String(failure)
  return `${typeof code === 'string' ? `${code}, ` : ''}${said.replace(/[^\s<>"]+@[^\s<>"]+/g, '[address]')}`
}

const detailsOf = (failure: unknown): { code?: unknown; command?: unknown; responseCode?: unknown } =>
  typeof failure === 'object' && failure !== null ? failure : {}
