import { stripVTControlCharacters } from 'node:util'

/** `1 file`, `3 files`, `3,890 instructions` */
export const count = (number: number, one: string, many = `${one}s`) =>
  // Not by toLocaleString: what that loads takes longer than most commands.
  `${String(number).replace(/\B(?=(?:\d{3})+$)/g, ',')} ${number === 1 ? one : many}`

/** `1st`, `2nd`, `3rd`, `11th` */
export function ordinal(number: number): string {
  const isTeen = number % 100 >= 11 && number % 100 <= 13
  const ending = isTeen ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th')
  return `${number}${ending}`
}

/** Bytes as people read them: `812 B`, `1.4 kB`, `12.0 MB` (powers of 1000, as file managers show them). */
export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  return bytes < 999_950 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** Rows of cells under each other, two spaces between; the last column is not padded. Widths count without colours. */
export function table(rows: readonly (readonly string[])[], indent = ''): string {
  const widths: number[] = []
  for (const row of rows) {
    row.forEach((cell, index) => (widths[index] = Math.max(widths[index] ?? 0, widthOf(cell))))
  }
  return rows
    .map(
      (row) =>
        indent + row.map((cell, index) => (index === row.length - 1 ? cell : pad(cell, widths[index]!))).join('  '),
    )
    .map((line) => line.trimEnd())
    .join('\n')
}

/** Breaks a text at spaces; every line gets the indent. */
export function wrap(text: string, columns: number, indent = ''): string {
  const room = Math.max(20, columns - indent.length)
  const lines: string[] = []
  for (const paragraph of text.split('\n')) {
    let line = ''
    for (const word of paragraph.split(' ')) {
      if (line !== '' && widthOf(line) + 1 + widthOf(word) > room) {
        lines.push(line)
        line = word
      } else line = line === '' ? word : `${line} ${word}`
    }
    lines.push(line)
  }
  return lines.map((line) => (line === '' ? '' : indent + line)).join('\n')
}

const pad = (cell: string, width: number) => cell + ' '.repeat(Math.max(0, width - widthOf(cell)))

function widthOf(text: string): number {
  return Array.from(stripVTControlCharacters(text)).length
}

/** Makes a text from somewhere else safe for a terminal: control characters could move the cursor or hide words. */
export function printable(text: string): string {
  // The bidirectional marks can show a name in another order than it has.
  return text.replace(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`,
  )
}
