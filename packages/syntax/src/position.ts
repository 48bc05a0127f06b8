/** A place in a text. Line and column count from 1; `offset` and `column` count UTF-16 units, as editors do. */
export interface Position {
  line: number
  column: number
  offset: number
}

/** One thing that is wrong with a text. A parser reports all it finds and still gives a usable tree. */
export interface SyntaxProblem extends Position {
  code: string
  message: string
}

/** Tells the line and column of offsets in one text; offsets outside of it are moved to its nearest end. */
export function positionsOf(text: string): (offset: number) => Position {
  let starts: number[] | undefined
  return (offset) => {
    starts ??= lineStarts(text)
    const at = Math.min(Math.max(offset, 0), text.length)
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (starts[middle]! <= at) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: at - starts[low]! + 1, offset: at }
  }
}

/** A line ends with LF, CR LF or a lone CR. */
function lineStarts(text: string): number[] {
  const starts = [0]
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if (unit === 10 || (unit === 13 && text.charCodeAt(index + 1) !== 10)) starts.push(index + 1)
  }
  return starts
}
