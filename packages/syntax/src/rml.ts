import { positionsOf, type Position, type SyntaxProblem } from './position.ts'
import { isRawTag, readTokens, type OpenToken } from './rml-tokens.ts'
import { shorten } from './shorten.ts'

export { decodeEntities, encodeEntities } from './rml-entities.ts'

/** An attribute of an element. Its name keeps its case, entities in its value are decoded. */
export interface RmlAttribute {
  name: string
  value: string
  at: Position
  valueAt: Position
}

/** Text between tags, entities decoded. Text of nothing but white space makes no node. */
export interface RmlText {
  kind: 'text'
  text: string
  at: Position
}

/** An element; its tag is lower-case. `end` is the offset behind it. */
export interface RmlElement {
  kind: 'element'
  tag: string
  attributes: RmlAttribute[]
  children: RmlNode[]
  /** The inner markup as written, kept for elements with `data-for`, which repeat it; else null. */
  raw: { text: string; at: Position } | null
  at: Position
  end: number
}

/** A node of an RML tree. */
export type RmlNode = RmlElement | RmlText

/** What `parseRml` read: the root element, if there is one, and everything that is wrong, in the order of the text. */
export interface RmlTree {
  root: RmlElement | null
  problems: SyntaxProblem[]
}

/** What `parseRmlFragment` read. */
export interface RmlFragment {
  children: RmlNode[]
  problems: SyntaxProblem[]
}

/** What a tree may hold. Beyond it the rest is left out and reported. */
export const rmlLimits = {
  /** Elements in each other: deeper than any screen written by hand, and safe for code that walks a tree by recursion. */
  maxDepth: 256,
  /** Nodes in one tree: a screen of a few thousand is already slow to lay out. */
  maxNodes: 50_000,
  /** Problems reported for one text; a file with more is not RML at all. */
  maxProblems: 100,
} as const

/** Reads a document or template. Never throws: there is a tree whatever the text, with all problems beside it. */
export function parseRml(source: string): RmlTree {
  const read = buildTree(source, false)
  const root = read.children[0]
  return { root: root?.kind === 'element' ? root : null, problems: read.problems }
}

/** Reads markup that goes inside an element, as `inner_rml` takes it. */
export function parseRmlFragment(source: string): RmlFragment {
  return buildTree(source, true)
}

const hidesTheRest = new Set(['unterminated-comment', 'unterminated-cdata'])

function buildTree(source: string, isFragment: boolean): RmlFragment {
  const positionAt = positionsOf(source)
  const children: RmlNode[] = []
  const problems: SyntaxProblem[] = []
  const stack: RmlElement[] = []
  // What the author means to be open. RmlUi closes the innermost element whatever the name, so after one forgotten end
  // tag the two differ; reporting from this list names the one mistake instead of every tag behind it.
  const meant: RmlElement[] = []
  const bodyAt = new Map<RmlElement, number>()
  let nodes = 0
  let skippedDepth = 0
  let isFull = false

  const stoppedAt = readTokens(source, { open, close, text, problem })
  finish()
  problems.sort((a, b) => a.offset - b.offset)
  return { children, problems }

  function open(token: OpenToken): void {
    const isAfterRoot = !isFragment && stack.length === 0 && children.length > 0
    if (isAfterRoot) reportAfterRoot(token.offset)
    if (isAfterRoot || skippedDepth > 0 || !hasRoomFor(token)) {
      if (!token.selfClosing) skippedDepth += 1
      return
    }
    const element: RmlElement = {
      kind: 'element',
      tag: token.tag,
      attributes: token.attributes.map(({ name, value, offset, valueOffset }) => {
        return { name, value, at: positionAt(offset), valueAt: positionAt(valueOffset) }
      }),
      children: [],
      raw: null,
      at: positionAt(token.offset),
      end: token.endOffset,
    }
    place(element)
    if (token.selfClosing) return
    bodyAt.set(element, token.endOffset)
    stack.push(element)
    meant.push(element)
  }

  function hasRoomFor(token: OpenToken): boolean {
    if (stack.length >= rmlLimits.maxDepth) {
      report('too-deep', token.offset, `Nest at most ${rmlLimits.maxDepth} elements: what is deeper is left out`)
      return false
    }
    return countNode(token.offset)
  }

  function countNode(offset: number): boolean {
    nodes += 1
    if (nodes <= rmlLimits.maxNodes) return true
    report('too-many-nodes', offset, `Use at most ${rmlLimits.maxNodes} elements and texts: the rest is left out`)
    return false
  }

  function close(tag: string, offset: number, endOffset: number): boolean {
    if (skippedDepth > 0) {
      skippedDepth -= 1
      return true
    }
    compareWithMeant(tag, offset)
    const element = stack.pop()
    if (element) end(element, offset, endOffset)
    return isFragment || stack.length > 0 || children.length === 0
  }

  function compareWithMeant(tag: string, offset: number): void {
    const innermost = meant.at(-1)
    if (innermost?.tag === tag) {
      meant.pop()
      return
    }
    // Without this bound a file of "<a></b>" would search all it has opened again for every end tag.
    const nearest = Math.max(0, meant.length - rmlLimits.maxDepth)
    const found = meant.slice(nearest).findLastIndex((element) => element.tag === tag)
    const index = found === -1 ? -1 : nearest + found
    if (innermost && index !== -1) {
      problem(
        'mismatched-close-tag',
        offset,
        `Close ${meant
          .slice(index + 1)
          .reverse()
          .map(nameElement)
          .join(', then ')} before "</${shorten(tag)}>": ` +
          'an end tag closes the innermost open element whatever its name, so all that follows lands too deep',
      )
      meant.length = index
      return
    }
    const is = innermost ? `the innermost open element is ${nameElement(innermost)}` : 'none is open'
    problem('unexpected-close-tag', offset, `Remove "</${shorten(tag)}>": no such element is open, ${is}`)
  }

  function end(element: RmlElement, offset: number, endOffset: number): void {
    element.end = endOffset
    const start = bodyAt.get(element) ?? endOffset
    bodyAt.delete(element)
    if (!element.attributes.some(({ name }) => name === 'data-for')) return
    element.raw = { text: source.slice(start, offset), at: positionAt(start) }
  }

  function text(text: string, offset: number): void {
    if (skippedDepth > 0) return
    if (stack.length === 0 && !isFragment) {
      report('text-outside-root', offset, 'Move this text into the body: outside the root element it is not shown')
      return
    }
    if (countNode(offset)) place({ kind: 'text', text, at: positionAt(offset) })
  }

  function place(node: RmlNode): void {
    const parent = stack.at(-1)
    if (parent) parent.children.push(node)
    else children.push(node)
  }

  function finish(): void {
    for (const element of openByMistake()) {
      const { tag, at } = element
      problem(
        'unclosed-element',
        at.offset,
        `Close "<${shorten(tag)}>" with "</${shorten(tag)}>": it is open at the end of the file`,
      )
    }
    for (const element of stack) end(element, source.length, source.length)
    if (isFragment) return
    if (children.length === 0) problem('no-root', 0, 'Write an element: the file has none')
    const hasStrayEnd = problems.some(({ code }) => code.endsWith('close-tag'))
    const ignoredAt = stoppedAt + skipAfterRoot(source.slice(stoppedAt), hasStrayEnd)
    if (ignoredAt < source.length) reportAfterRoot(ignoredAt)
  }

  /** The elements whose missing end is a mistake of its own, not the effect of something unfinished that hid their ends. */
  function openByMistake(): RmlElement[] {
    const innermost = meant.at(-1)
    if (stoppedAt < source.length || problems.some(({ code }) => hidesTheRest.has(code))) return []
    return innermost && isRawTag(innermost.tag) ? [innermost] : meant
  }

  function reportAfterRoot(offset: number): void {
    report('content-after-root', offset, 'Remove this: reading ends where the root element is closed')
  }

  function report(code: string, offset: number, message: string): void {
    if (problems.some((problem) => problem.code === code)) return
    problem(code, offset, message)
  }

  function problem(code: string, offset: number, message: string): void {
    if (isFull) return
    isFull = problems.length + 1 >= rmlLimits.maxProblems
    if (isFull)
      problems.push({
        code: 'too-many-problems',
        message: 'Correct the problems above first: there are more',
        ...positionAt(offset),
      })
    else problems.push({ code, message, ...positionAt(offset) })
  }
}

/** The length of what may stand behind the root: white space, comments and, after a stray end tag, its echoes. */
function skipAfterRoot(rest: string, hasStrayEnd: boolean): number {
  const harmless = hasStrayEnd ? /^(?:[ \t\r\n]|<!--[^]*?-->|<\/[^>]*>)*/ : /^(?:[ \t\r\n]|<!--[^]*?-->)*/
  return harmless.exec(rest)?.[0].length ?? 0
}

function nameElement(element: RmlElement): string {
  return `"<${shorten(element.tag)}>" of line ${element.at.line}`
}
