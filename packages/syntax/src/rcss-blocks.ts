import { shorten } from './shorten.ts'
import type { RcssDeclaration } from './rcss-tree.ts'

/** `prelude { declarations and blocks }`; the offset is that of the prelude. */
export interface RcssBlock {
  prelude: string
  offset: number
  declarations: RcssDeclaration[]
  blocks: RcssBlock[]
}

/** Told about a mistake; reading goes on after it. */
export type OnBadRcss = (code: string, offset: number, message: string) => void

// A sheet needs two levels; the others are there to tell what is wrong with them.
const maxDepth = 16
const nameShape = /^(?:--[\w-]+|-?[a-z_][\w-]*)$/i
// White space is matched only within the line: runs of empty lines would take quadratic time otherwise.
const nextDeclaration = /[\r\n][ \t]*-{0,2}[a-z][\w-]*[ \t]*:/i

/**
 * Reads the structure of a sheet: what stands before "{", between ";" and after ":". Goes on after a mistake where the next
 * declaration or block begins. Answers one block without a prelude that holds everything.
 */
export function readRcssBlocks(text: string, onBad: OnBadRcss): RcssBlock {
  const { source, outline } = blankComments(text, onBad)
  const top = newBlock('', 0)
  const open = [top]
  let start = 0

  for (const { index, 0: mark } of outline.matchAll(/[{};]/g)) {
    const block = open.at(-1)!
    if (mark === '{') {
      const inner = newBlock(source.slice(start, index).trim(), firstInk(start, index))
      if (open.length > maxDepth) {
        onBad('rcss-too-deep', index, `Nest less deeply: more than ${maxDepth} blocks are open here`)
        return top
      }
      block.blocks.push(inner)
      open.push(inner)
    } else {
      readDeclaration(block, start, index)
      if (mark === '}') closeBlock(index)
    }
    start = index + 1
  }
  readDeclaration(open.at(-1)!, start, source.length)
  for (const block of open.slice(1)) onBad('rcss-unclosed-block', block.offset, 'Close this block with "}"')
  return top

  function closeBlock(index: number): void {
    if (open.length > 1) open.pop()
    else onBad('rcss-unexpected-brace', index, 'Remove this "}": no block is open here')
  }

  function readDeclaration(block: RcssBlock, from: number, to: number): void {
    const offset = firstInk(from, to)
    if (offset === to) return
    const written = source.slice(offset, to)
    if (written.startsWith('@')) return onBad('rcss-unknown-at-rule', offset, unknownAtRule(written))
    const colon = outline.slice(offset, to).indexOf(':')
    const name = (colon === -1 ? written : written.slice(0, colon)).trim()
    if (colon === -1) {
      return onBad('rcss-no-value', offset, `Write "name: value;" or a rule here: "${shorten(name)}" is neither`)
    }
    if (!nameShape.test(name)) {
      return onBad('rcss-bad-property', offset, `Write the name of a property before ":": "${shorten(name)}" is none`)
    }
    const valueOffset = firstInk(offset + colon + 1, to)
    const value = source.slice(valueOffset, to).trim()
    const end = valueOffset + value.length
    block.declarations.push({ name, value, offset, valueOffset, end })
    checkValue(name, valueOffset, end)
  }

  function checkValue(name: string, from: number, to: number): void {
    const value = outline.slice(from, to)
    if (from === to) onBad('rcss-no-value', from, `Write a value after "${shorten(name)}:"`)
    const next = nextDeclaration.exec(value)
    if (next) onBad('rcss-missing-semicolon', from + next.index, `End the declaration of "${shorten(name)}" with ";"`)
    const important = value.search(/!\s*important/i)
    if (important !== -1) onBad('rcss-important', from + important, 'Remove "!important": RCSS has no such thing')
    let depth = 0
    for (const char of value) {
      if (char === '(') depth++
      else if (char === ')' && --depth < 0) break
    }
    if (depth !== 0) onBad('rcss-parentheses', from, `Close every "(" in the value of "${shorten(name)}"`)
  }

  /** The offset of the first character that can be seen, or `to`. */
  function firstInk(from: number, to: number): number {
    let at = from
    while (at < to && source.charCodeAt(at) <= 32) at++
    return at
  }
}

function newBlock(prelude: string, offset: number): RcssBlock {
  return { prelude, offset, declarations: [], blocks: [] }
}

/** What to do about an at-rule that RCSS does not have. */
export function unknownAtRule(written: string): string {
  if (/^@import\b/i.test(written)) return 'Link the other sheet with <link> in the document: RCSS has no @import'
  return 'Write @media, @keyframes, @spritesheet, @decorator or @font-face with a block: RCSS knows no other at-rule'
}

/**
 * The same text with spaces for comments, and once more with spaces for what strings hold too, so that marks found in the
 * outline are real and every offset stays what it was.
 */
function blankComments(text: string, onBad: OnBadRcss): { source: string; outline: string } {
  const source: string[] = []
  const outline: string[] = []
  let done = 0
  let sourceDone = 0
  const openings = /["']|\/\*/g
  for (let found = openings.exec(text); found; found = openings.exec(text)) {
    const isComment = found[0] === '/*'
    const end = isComment ? commentEnd(found.index) : stringEnd(found.index, found[0])
    const piece = text.slice(found.index, end)
    const blank = piece.replace(/[^\r\n]/g, ' ')
    if (isComment) {
      source.push(text.slice(sourceDone, found.index), blank)
      sourceDone = end
    }
    outline.push(text.slice(done, found.index), blank)
    done = openings.lastIndex = end
  }
  return { source: source.join('') + text.slice(sourceDone), outline: outline.join('') + text.slice(done) }

  function commentEnd(start: number): number {
    const end = text.indexOf('*/', start + 2)
    if (end === -1) onBad('rcss-unclosed-comment', start, 'Close the comment with "*/"')
    return end === -1 ? text.length : end + 2
  }

  function stringEnd(start: number, quote: string): number {
    let at = start + 1
    for (; at < text.length; at++) {
      const char = text[at]
      if (char === quote) return at + 1
      if (char === '\\') at++
      else if (char === '\n' || char === '\r') break
    }
    onBad('rcss-unclosed-string', start, `Close the string with ${quote}`)
    return Math.min(at, text.length)
  }
}
