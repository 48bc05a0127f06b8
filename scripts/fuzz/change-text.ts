import type { Random } from './random.ts'

const odd = ['\0', '\ufeff', '\u202e', '\ud83d\ude00', '\u00e9', 'e\u0301', '\r\n', '\r', '\t', '\u2028', '\u{e0041}']

/** One to four changes of words rather than bytes; `words` are what the language is made of. */
export function changeText(
  input: Buffer,
  other: Buffer,
  random: Random,
  words: readonly string[],
  maxBytes: number,
): Buffer {
  let tokens = split(input.toString('utf8'))
  const others = split(other.toString('utf8'))
  do tokens = random.pick(changes)(tokens, others, random, words, maxBytes)
  while (random.percent(45))
  const bytes = Buffer.from(tokens.join(''))
  if (random.percent(97)) return bytes
  bytes[random.below(bytes.length)] = 0x80 + random.below(128) // no longer UTF-8
  return bytes
}

/** The words that occur in texts. */
export function wordsOf(texts: readonly Buffer[]): string[] {
  return [...new Set(texts.flatMap((text) => split(text.toString('utf8'))))]
}

function split(text: string): string[] {
  return text.match(/[\p{L}\p{N}_]+|\s+|./gsu) ?? []
}

type Change = (
  tokens: string[],
  others: string[],
  random: Random,
  words: readonly string[],
  maxBytes: number,
) => string[]

const changes: readonly Change[] = [
  (tokens, _, random, words) => put(tokens, random, [random.pick(words)], 0),
  (tokens, _, random, words) => put(tokens, random, [random.pick(words)], 1),
  (tokens, _, random) => put(tokens, random, [random.pick(odd)], random.below(2)),
  (tokens, _, random) => put(tokens, random, [], 1 + random.below(6)),
  (tokens, _, random) => put(tokens, random, take(tokens, random), 0),
  (tokens, others, random) => put(tokens, random, take(others, random), random.below(4)),
  (tokens, _, random) => tokens.slice(0, random.below(tokens.length + 1)),
  repeat,
]

/** Something many times over shows where a reader is slower than its input is long. */
function repeat(tokens: string[], _: string[], random: Random, words: readonly string[], maxBytes: number): string[] {
  const piece = random.percent(50) ? take(tokens, random).slice(0, 6) : [random.pick(words), random.pick(words)]
  const bytes = Buffer.byteLength(piece.join(''))
  if (bytes === 0) return tokens
  const room = Math.max(0, maxBytes - Buffer.byteLength(tokens.join('')))
  const most = Math.floor(room / bytes)
  const times = random.percent(20) ? most : Math.min(most, 2 + random.below(300))
  return put(tokens, random, [piece.join('').repeat(times)], 0)
}

function put(tokens: string[], random: Random, piece: readonly string[], drop: number): string[] {
  const at = random.below(tokens.length + 1)
  return [...tokens.slice(0, at), ...piece, ...tokens.slice(at + drop)]
}

function take(tokens: readonly string[], random: Random): string[] {
  const from = random.below(tokens.length + 1)
  return tokens.slice(from, from + 1 + random.below(24))
}
