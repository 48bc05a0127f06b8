import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** A mail as it arrived. */
export interface ArrivedMail {
  to: string
  text: string
}

export interface Mailbox {
  /** For a portal's SMTP_URL. */
  url: string
  mails: readonly ArrivedMail[]
  /** The newest mail to an address whose text matches, once it is there; throws when none comes within 10 s. */
  await: (to: string, pattern: RegExp) => Promise<string>
  /** From now on mail to this address is refused: the mailbox is full. */
  refuse: (address: string) => void
  /** There is room in it again. */
  accept: (address: string) => void
  close: () => Promise<void>
}

/** Starts a real mail server on loopback that keeps what it gets. */
export async function startMailbox({ onMail }: { onMail?: (mail: ArrivedMail) => void } = {}): Promise<Mailbox> {
  const mails: ArrivedMail[] = []
  const full = new Set<string>()
  const server = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    onRcptTo({ address }, _session, done) {
      done(full.has(address) ? Object.assign(new Error('4.2.2 The mailbox is full'), { responseCode: 452 }) : null)
    },
    onData(stream, session, done) {
      const pieces: Buffer[] = []
      stream.on('data', (piece: Buffer) => pieces.push(piece))
      stream.on('end', () => {
        const text = plainText(Buffer.concat(pieces).toString('latin1'))
        for (const { address } of session.envelope.rcptTo) {
          mails.push({ to: address, text })
          onMail?.({ to: address, text })
        }
        done()
      })
    },
  })
  const listener = server.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const { port } = listener.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    refuse: (address) => void full.add(address),
    accept: (address) => void full.delete(address),
    async await(to, pattern) {
      const until = Date.now() + 10_000
      while (Date.now() < until) {
        const found = mails.findLast((mail) => mail.to === to && pattern.test(mail.text))
        if (found) return found.text
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      throw new Error(`No mail to ${to} like ${String(pattern)} came; ${mails.length} others did`)
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** Undoes the two transfer encodings of a text mail: only so far as links and names in it can be found. */
function plainText(raw: string): string {
  const [head = '', ...rest] = raw.split('\r\n\r\n')
  const body = rest.join('\r\n\r\n')
  if (/^content-transfer-encoding: base64/im.test(head)) return Buffer.from(body, 'base64').toString()
  if (!/^content-transfer-encoding: quoted-printable/im.test(head)) return body
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
  return Buffer.from(bytes, 'latin1').toString()
}
