import { createHash } from 'node:crypto'

/** White letters are readable on each of them. */
const colours = ['#1d4ed8', '#0f766e', '#15803d', '#a16207', '#c2410c', '#b91c1c', '#a21caf', '#6d28d9']

/** Draws an icon for an app without one: the first letter of its name on a colour that its id chooses. */
export function drawIcon({ id, name }: { id: string; name: string }): string {
  const [first = 0] = createHash('sha256').update(id).digest()
  const colour = colours[first % colours.length]
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128" width="128" height="128">',
    `<rect width="128" height="128" rx="28" fill="${colour}"/>`,
    '<text x="64" y="66" fill="#ffffff" font-family="system-ui, sans-serif" font-size="64" font-weight="600" ',
    `text-anchor="middle" dominant-baseline="central">${escapeXml(firstLetter(name))}</text>`,
    '</svg>\n',
  ].join('')
}

/** What a person takes for one letter, also where it is made of several code points; a name may begin with a quote or worse. */
function firstLetter(name: string): string {
  const letters = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(name)].map(({ segment }) => segment)
  const first = letters.find((letter) => /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(letter))
  return first?.toLocaleUpperCase('en') ?? ''
}

const escapeXml = (text: string) => text.replaceAll(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`)
