export interface Piece {
  text: string
  /** Given for a web address that may be followed. */
  href?: string
}

const address = /https?:\/\/[^\s<>"'`]+/giu
const trailing = /[.,:;!?)\]}…]+$/u

/** Cuts a text at its web addresses; only `http` and `https` ones without a user name count, the rest stays text. */
export function findLinks(text: string): readonly Piece[] {
  const pieces: Piece[] = []
  let end = 0
  for (const match of text.matchAll(address)) {
    const shown = match[0].replace(trailing, '')
    const href = toHref(shown)
    if (href === undefined) continue
    if (match.index > end) pieces.push({ text: text.slice(end, match.index) })
    pieces.push({ text: shown, href })
    end = match.index + shown.length
  }
  if (end < text.length) pieces.push({ text: text.slice(end) })
  return pieces
}

function toHref(shown: string): string | undefined {
  const url = URL.parse(shown)
  // `https://portal.example@evil.example` looks like another host than it is.
  return url && url.hostname !== '' && url.username === '' && url.password === '' ? url.href : undefined
}
