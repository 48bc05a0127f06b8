// A real mail server on loopback, for tests.
import { once } from 'node:events'
import { SMTPServer } from 'smtp-server'

/** A mail as it came over the wire. */
export interface ReceivedMail {
  from: string
  to: string[]
  /** Header lines, unfolded, in order. */
  headers: string[]
  /** Everything, as it was sent. */
  raw: string
  body: string
}

export interface MailServer {
  port: number
  received: ReceivedMail[]
  /** Passwords that it was shown. */
  passwords: string[]
  /** What is refused, by recipient. */
  refuse: (address: string, code: number) => void
  accept: (address: string) => void
  close: () => Promise<void>
}

export async function startMailServer({
  port = 0,
  login,
}: { port?: number; login?: { user: string; pass: string } } = {}): Promise<MailServer> {
  const received: ReceivedMail[] = []
  const passwords: string[] = []
  const refused = new Map<string, number>()
  const server = new SMTPServer({
    authOptional: login === undefined,
    disabledCommands: ['STARTTLS', ...(login === undefined ? ['AUTH'] : [])],
    allowInsecureAuth: true,
    logger: false,
    onAuth({ username, password }, _session, done) {
      passwords.push(password ?? '')
      if (username === login?.user && password === login?.pass) done(null, { user: username })
      else done(new Error('Invalid username or password'))
    },
    onRcptTo({ address }, _session, done) {
      const code = refused.get(address)
      done(code === undefined ? null : Object.assign(new Error(`No <${address}> here`), { responseCode: code }))
    },
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
        received.push({ from, to: envelope.rcptTo.map(({ address }) => address), ...read(Buffer.concat(chunks)) })
        done()
      })
    },
  })
  server.on('error', () => undefined)
  server.listen(port, '127.0.0.1')
  await once(server.server, 'listening')
  const address = server.server.address()
  return {
    port: typeof address === 'object' && address ? address.port : port,
    received,
    passwords,
    refuse: (address, code) => void refused.set(address, code),
    accept: (address) => void refused.delete(address),
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

/** Takes a mail apart the way RFC 5322 says, without the library that wrote it. */
export function read(bytes: Buffer): Pick<ReceivedMail, 'headers' | 'body' | 'raw'> {
  const raw = bytes.toString('utf8')
  const end = raw.indexOf('\r\n\r\n')
  const headers = raw
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
  const content = raw.slice(end + 4)
  const encoding = headers.find((header) => /^content-transfer-encoding:/i.test(header)) ?? ''
  const body = encoding.includes('quoted-printable')
    ? readQuotedPrintable(content)
    : encoding.includes('base64')
      ? Buffer.from(content, 'base64').toString('utf8')
      : content
  return { headers, body: body.replaceAll('\r\n', '\n'), raw }
}

function readQuotedPrintable(text: string): string {
  const binary = text
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(binary, 'latin1').toString('utf8')
}
