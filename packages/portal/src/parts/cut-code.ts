export type CodeLanguage = 'lua' | 'markup' | 'style' | 'json' | 'plain'

export interface CodePiece {
  /** `hidden`: a character that nobody would see, or that turns what follows it, by its number. */
  kind: 'plain' | 'word' | 'string' | 'digits' | 'note' | 'hidden'
  text: string
}

/** What a file is written in, by its name. */
export function languageOf(path: string): CodeLanguage {
  const ending = path.slice(path.lastIndexOf('.') + 1).toLowerCase()
  return languages[ending] ?? 'plain'
}

const languages: Readonly<Record<string, CodeLanguage>> = {
  lua: 'lua',
  rml: 'markup',
  html: 'markup',
  xml: 'markup',
  svg: 'markup',
  rcss: 'style',
  css: 'style',
  json: 'json',
}

const longestLine = 2000

/** One line cut into words, texts, numbers and notes: enough to read by, each line by itself. */
export function cutCode(line: string, language: CodeLanguage): readonly CodePiece[] {
  const pieces = cutWords(line, language)
  return hidden.test(line) ? pieces.flatMap(showHidden) : pieces
}

/** Lines that stand in one text, each cut by itself; what is plain goes on from line to line, so that there are few pieces. */
export function cutLines(lines: readonly string[], language: CodeLanguage): readonly CodePiece[] {
  const pieces: CodePiece[] = []
  let plain = ''
  const endPlain = () => {
    if (plain !== '') pieces.push({ kind: 'plain', text: plain })
    plain = ''
  }
  for (const [at, line] of lines.entries()) {
    if (at > 0) plain += '\n'
    for (const piece of cutCode(line, language)) {
      if (piece.kind === 'plain') {
        plain += piece.text
      } else {
        endPlain()
        pieces.push(piece)
      }
    }
  }
  endPlain()
  return pieces
}

// Controls, invisible characters and signs that turn the direction: with them a line can read other than it runs. Tabs and the two
// joiners that scripts are written with are harmless.
const hidden = /((?![\t\u200C\u200D])[\p{Cc}\p{Cf}\u2028\u2029])/u

function showHidden({ kind, text }: CodePiece): readonly CodePiece[] {
  return text.split(hidden).flatMap((piece) => {
    if (piece === '') return []
    return hidden.test(piece) ? [{ kind: 'hidden', text: nameOf(piece) }] : [{ kind, text: piece }]
  })
}

const nameOf = (character: string) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`

function cutWords(line: string, language: CodeLanguage): readonly CodePiece[] {
  const pattern = patterns[language]
  if (!pattern || line.length > longestLine) return [{ kind: 'plain', text: line }]
  const pieces: CodePiece[] = []
  let end = 0
  for (const match of line.matchAll(pattern)) {
    if (match.index > end) pieces.push({ kind: 'plain', text: line.slice(end, match.index) })
    pieces.push({ kind: kindOf(match.groups ?? {}), text: match[0] })
    end = match.index + match[0].length
  }
  if (end < line.length) pieces.push({ kind: 'plain', text: line.slice(end) })
  return pieces
}

function kindOf(groups: Readonly<Record<string, string | undefined>>): CodePiece['kind'] {
  if (groups.note !== undefined) return 'note'
  if (groups.string !== undefined) return 'string'
  return groups.word === undefined ? 'digits' : 'word'
}

const luaWords =
  'and|break|do|else|elseif|end|false|for|function|goto|if|in|local|nil|not|or|repeat|return|then|true|until|while'
const text = String.raw`(?<string>"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?)`
const digits = String.raw`(?<digits>\b(?:0x[\da-f]+|\d+(?:\.\d+)?(?:e[+-]?\d+)?)\b)`

const patterns: Readonly<Record<CodeLanguage, RegExp | undefined>> = {
  lua: new RegExp(String.raw`(?<note>--.*$)|${text}|(?<word>\b(?:${luaWords})\b)|${digits}`, 'gi'),
  markup: new RegExp(String.raw`(?<note><!--.*?(?:-->|$))|(?<word><\/?[\w-]+|\/?>)|(?<string>"[^"]*"?|'[^']*'?)`, 'g'),
  style: new RegExp(
    String.raw`(?<note>\/\*.*?(?:\*\/|$))|${text}|(?<word>@[\w-]+|[\w-]+(?=\s*:)|--[\w-]+)|(?<digits>#[\da-f]{3,8}\b|\b\d+(?:\.\d+)?)`,
    'gi',
  ),
  json: new RegExp(
    String.raw`(?<word>"(?:[^"\\]|\\.)*"(?=\s*:)|\b(?:true|false|null)\b)|(?<string>"(?:[^"\\]|\\.)*"?)|${digits}`,
    'g',
  ),
  plain: undefined,
}
