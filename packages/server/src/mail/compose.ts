import type { MailToSend } from './texts.ts'
import { words } from './words.ts'
import type { Draft, Link } from './words.ts'

/** What a person reads. */
export interface MailWords {
  subject: string
  text: string
}

/** Writes a mail: plain text, since no link in a mail should hide where it leads. */
export function composeMail({ name, data }: MailToSend, baseUrl: string): MailWords {
  // Each name has the data of its own line in `MailTexts`.
  const write = words[name] as (data: object, link: Link) => Draft
  const { subject, body } = write(cleaned(data), (path, query) => {
    const url = new URL(path, baseUrl)
    for (const [key, value] of Object.entries(query ?? {})) url.searchParams.set(key, value)
    return url.href
  })
  const host = new URL(baseUrl).host
  const paragraphs = [...body, `-- \nMosis portal at ${baseUrl}`]
  return { subject: `${subject} (${host})`, text: `${paragraphs.map(wrap).join('\n\n')}\n` }
}

/** Longer lines would be encoded on the way, and a link could not be copied from the file of a mail. */
const longestLine = 76

/** Breaks lines between words; a link is one word. */
function wrap(paragraph: string): string {
  return paragraph.split('\n').flatMap(wrapLine).join('\n')
}

function wrapLine(line: string): string[] {
  const [first = '', ...rest] = line.split(' ')
  const lines = [first]
  for (const word of rest) {
    const longer = `${lines.at(-1)} ${word}`
    if (longer.length <= longestLine) lines.splice(-1, 1, longer)
    else lines.push(word)
  }
  return lines
}

const longestValue = 300

/** Names were checked when they were given, but not all data is a name, such as what a client calls itself. */
function cleaned(data: object): object {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]: [string, unknown]) => [
      name,
      typeof value === 'string' ? value.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, longestValue) : value,
    ]),
  )
}
