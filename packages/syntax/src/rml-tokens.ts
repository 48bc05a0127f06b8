import { shorten } from './shorten.ts'
import { decodeEntities } from './rml-entities.ts'

/** An attribute as written; offsets count UTF-16 units from the start of the text. */
export interface AttributeToken {
  name: string
  value: string
  offset: number
  valueOffset: number
}

/** A tag that opens an element. */
export interface OpenToken {
  tag: string
  attributes: AttributeToken[]
  selfClosing: boolean
  offset: number
  endOffset: number
}

/** What a reader of tokens is told, in the order of the text. `close` answers false to stop reading. */
export interface TokenSink {
  open(token: OpenToken): void
  close(tag: string, offset: number, endOffset: number): boolean
  text(text: string, offset: number): void
  problem(code: string, offset: number, message: string): void
}

/** Attributes kept on one element: far above any real one, and it keeps the search for duplicates short. */
const maxAttributes = 256
const space = /[ \t\r\n]*/y
const nameRun = /[^ \t\r\n/<>]*/y
const attributeNameRun = /[^ \t\r\n=/>]+/y
const unquotedRun = /[^ \t\r\n>/]*/y

/** Whether what is in such an element is no markup. */
export function isRawTag(tag: string): boolean {
  return tag === 'script' || tag === 'style'
}

/** Reads RML text as RmlUi's tokenizer does and goes on after every mistake. Answers the offset where it stopped. */
export function readTokens(source: string, sink: TokenSink): number {
  let at = 0
  // Each mark is searched for once, however often it is asked for: from every "{{" to a far "<" would be quadratic.
  const nextTagAt = finder('<')
  const nextEndAt = finder('>')
  const nextBracesAt = finder('{{')
  let pieces: string[] = []
  let textOffset = 0
  let hasInk = false
  let isCrowded = false

  skipProlog()
  while (at < source.length) {
    const tagAt = nextTagAt(at)
    const bracesAt = nextBracesAt(at)
    if (bracesAt < tagAt) {
      // Inside {{ }} a "<" compares and opens no tag.
      takeText(endOfExpression(bracesAt))
      continue
    }
    takeText(tagAt)
    if (at < source.length && !readMarkup()) return at
  }
  flush()
  return at

  function skipProlog(): void {
    const start = skipSpace(0)
    if (!source.startsWith('<?', start)) return
    const end = source.indexOf('>', start)
    if (end === -1) sink.problem('unterminated-tag', start, 'End the prolog with "?>": the file ends before it')
    at = end === -1 ? source.length : end + 1
  }

  /** Reads what begins with "<"; answers false when reading ends here. */
  function readMarkup(): boolean {
    const start = at
    if (source.startsWith('<!--', start)) {
      skipPast('-->', start + 4, 'unterminated-comment', 'Close the comment with "-->": it runs to the end of the file')
      return true
    }
    if (source.startsWith('<![CDATA[', start)) {
      const bodyAt = start + 9
      skipPast(
        ']]>',
        bodyAt,
        'unterminated-cdata',
        'Close the CDATA section with "]]>": it runs to the end of the file',
      )
      takeLiteral(source.slice(bodyAt, source.endsWith(']]>', at) ? at - 3 : at), start)
      return true
    }
    const nameAt = skipSpace(start + 1)
    const first = source[nameAt] ?? ''
    if (nameAt > start + 1 && /[/a-z_]/i.test(first)) {
      sink.problem('space-in-tag', start, 'Write the tag name directly after "<", or "&lt;" for the character itself')
    }
    if (first === '!' || first === '?') {
      sink.problem('unknown-markup', start, `Remove this: RML knows no "<${first}" here, only "<!--" and "<![CDATA["`)
      skipPast('>', nameAt, 'unterminated-tag', 'End the tag with ">": the file ends before it')
      return true
    }
    if (first === '/') return readClose(start, nameAt + 1)
    if (/[a-z_\u0080-\uffff]/i.test(first)) return readOpen(start, nameAt)
    sink.problem('bare-less-than', start, 'Write "&lt;" for the character "<": no tag begins here')
    takeLiteral('<', start)
    at = start + 1
    return true
  }

  function readClose(start: number, nameAt: number): boolean {
    flush()
    const endAt = nextEndAt(nameAt)
    const cut = Math.min(endAt, nextTagAt(nameAt))
    const tag = source.slice(nameAt, cut).trim().toLowerCase()
    if (endAt !== cut || endAt === source.length) {
      sink.problem('unterminated-tag', start, `End the tag "</${shorten(tag)}" with ">"`)
    }
    at = endAt === cut ? Math.min(endAt + 1, source.length) : cut
    return sink.close(tag, start, at)
  }

  function readOpen(start: number, nameAt: number): boolean {
    flush()
    const name = match(nameRun, nameAt)
    const tag = name.toLowerCase()
    at = nameAt + name.length
    const attributes: AttributeToken[] = []
    const selfClosing = readAttributes(start, tag, attributes)
    sink.open({ tag, attributes, selfClosing, offset: start, endOffset: at })
    return selfClosing || !isRawTag(tag) || readRaw(tag)
  }

  /** Reads up to the end of the tag; answers whether it closes itself. */
  function readAttributes(start: number, tag: string, attributes: AttributeToken[]): boolean {
    for (;;) {
      at = skipSpace(at)
      const char = source[at]
      if (char === undefined || char === '<') {
        sink.problem('unterminated-tag', start, `End the tag "<${shorten(tag)}" with ">"`)
        return false
      }
      if (char === '>') {
        at += 1
        return false
      }
      if (char === '/') {
        const next = skipSpace(at + 1)
        if (source[next] === '>') {
          at = next + 1
          return true
        }
        sink.problem('stray-slash', at, 'Remove this "/" or write "/>" to close the element at once')
        at += 1
      } else {
        readAttribute(attributes)
      }
    }
  }

  function readAttribute(attributes: AttributeToken[]): void {
    const offset = at
    const name = match(attributeNameRun, at)
    at += name.length
    if (name === '') sink.problem('bad-attribute', offset, 'Write a name before "="')
    else if (/["']/.test(name)) {
      sink.problem(
        'bad-attribute',
        offset,
        `Check the quotes before ${shorten(name)}: it was read as an attribute name`,
      )
    }
    const equals = skipSpace(at)
    let value = ''
    let valueOffset = at
    if (source[equals] === '=') {
      at = skipSpace(equals + 1)
      valueOffset = at
      const quote = source[at]
      if (quote === '"' || quote === "'") {
        valueOffset += 1
        value = readQuoted(quote, name)
      } else {
        value = readUnquoted(name)
      }
    }
    if (name === '') return
    const decoded = decode(value, valueOffset)
    const earlier = attributes.find((attribute) => attribute.name === name)
    if (!earlier && attributes.length === maxAttributes) {
      if (!isCrowded)
        sink.problem('too-many-attributes', offset, `Use at most ${maxAttributes} attributes on one element`)
      isCrowded = true
    } else if (!earlier) {
      attributes.push({ name, value: decoded, offset, valueOffset })
    } else {
      sink.problem(
        'duplicate-attribute',
        offset,
        `Keep one "${shorten(name)}": it is given twice and the last one counts`,
      )
      Object.assign(earlier, { value: decoded, offset, valueOffset })
    }
  }

  function readQuoted(quote: string, name: string): string {
    const start = at + 1
    const end = source.indexOf(quote, start)
    if (end !== -1) {
      at = end + 1
      return source.slice(start, end)
    }
    sink.problem('unterminated-attribute', at, `Close the value of "${shorten(name)}" with ${quote}`)
    const rest = source.slice(start, start + 10_000)
    const cut = rest.search(/[>\n]/)
    at = cut === -1 ? Math.min(start + rest.length, source.length) : start + cut
    return source.slice(start, at)
  }

  function readUnquoted(name: string): string {
    const start = at
    at += match(unquotedRun, at).length
    let slashes = false
    while (source[at] === '/' && source[skipSpace(at + 1)] !== '>') {
      slashes = true
      at += 1
      at += match(unquotedRun, at).length
    }
    if (slashes) sink.problem('unquoted-slash', start, `Put the value of "${shorten(name)}" in quotes: it holds a "/"`)
    if (at === start) sink.problem('bad-attribute', start, `Write a value after "${shorten(name)}="`)
    return source.slice(start, at)
  }

  /** Reads a script or a style sheet, which is not markup, up to its own end tag. */
  function readRaw(tag: string): boolean {
    const endTag = new RegExp(`<[ \\t\\r\\n]*/[ \\t\\r\\n]*${tag}[ \\t\\r\\n]*>`, 'gi')
    endTag.lastIndex = at
    const found = endTag.exec(source)
    const end = found ? found.index : source.length
    if (/[^ \t\r\n]/.test(source.slice(at, end))) sink.text(source.slice(at, end), at)
    at = found ? endTag.lastIndex : source.length
    return found ? sink.close(tag, end, at) : true
  }

  /** The offset after the "}}" of an expression, or after its "{{" when it does not end properly. */
  function endOfExpression(start: number): number {
    let isQuoted = false
    let after = start + 2
    for (; after < source.length; after += 1) {
      const char = source[after]
      const next = source[after + 1]
      if (char === "'") isQuoted = !isQuoted
      else if (isQuoted) continue
      else if (char === '}' && next === '}') return after + 2
      else if ((char === '{' && next === '{') || (char === '<' && next === '/') || (char === '/' && next === '>')) break
    }
    sink.problem('unclosed-expression', start, 'Close "{{" with "}}" before the element ends')
    return start + 2
  }

  function takeText(end: number): void {
    if (end === at) return
    const piece = source.slice(at, end)
    if (pieces.length === 0) textOffset = at
    if (/[^ \t\r\n]/.test(piece)) hasInk = true
    pieces.push(decode(piece, at))
    at = end
  }

  function takeLiteral(piece: string, offset: number): void {
    if (pieces.length === 0) textOffset = offset
    if (/[^ \t\r\n]/.test(piece)) hasInk = true
    pieces.push(piece)
  }

  function flush(): void {
    if (hasInk) sink.text(pieces.join(''), textOffset)
    pieces = []
    hasInk = false
  }

  function decode(text: string, offset: number): string {
    return decodeEntities(text, (index, written) => {
      sink.problem(
        'bad-entity',
        offset + index,
        `Replace "${written}": RML knows &lt; &gt; &quot; &amp; &nbsp; and numbers`,
      )
    })
  }

  function skipPast(end: string, from: number, code: string, message: string): void {
    const found = source.indexOf(end, from)
    if (found === -1) sink.problem(code, at, message)
    at = found === -1 ? source.length : found + end.length
  }

  function skipSpace(from: number): number {
    return from + match(space, from).length
  }

  function match(run: RegExp, from: number): string {
    run.lastIndex = from
    return run.exec(source)?.[0] ?? ''
  }

  /** Answers where a mark stands next, or the end. What it found is right for every offset between the last one and the mark. */
  function finder(mark: string): (from: number) => number {
    let askedAt = 0
    let foundAt = -1
    return (from) => {
      if (from > foundAt || from < askedAt) {
        askedAt = from
        const index = source.indexOf(mark, from)
        foundAt = index === -1 ? source.length : index
      }
      return foundAt
    }
  }
}
