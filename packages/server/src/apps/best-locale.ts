/** The languages that somebody reads, the best first: one that was asked for by name, then those of `Accept-Language`. */
export function readLanguages(asked: string | undefined, acceptLanguage: string | undefined): string[] {
  const accepted = (acceptLanguage ?? '')
    .split(',', mostLanguages)
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';').map((text) => text.trim())
      const quality = parameters.find((text) => text.startsWith('q='))
      return { tag, quality: quality === undefined ? 1 : Number(quality.slice(2)) }
    })
    .filter(({ tag, quality }) => quality > 0 && tag !== '*' && toLocale(tag) !== undefined)
    // Stable: of equal ones the first one named is the better one.
    .toSorted((one, other) => other.quality - one.quality)
  return [...(asked === undefined ? [] : [asked]), ...accepted.map(({ tag }) => tag)]
}

const mostLanguages = 20

/**
 * The one of `available` that fits best (RFC 4647 lookup): the same tag, a less exact one, then any in the same language and
 * script; so Swiss German finds German, and traditional Chinese never simplified Chinese.
 */
export function findBestLocale(wanted: readonly string[], available: readonly string[]): string | undefined {
  for (const tag of wanted) {
    const locale = toLocale(tag)
    if (!locale) continue
    for (let part = locale.toString(); part !== ''; part = part.slice(0, Math.max(0, part.lastIndexOf('-')))) {
      if (available.includes(part) && sameWriting(part, locale)) return part
    }
    const near = available.find((candidate) => sameWriting(candidate, locale))
    if (near !== undefined) return near
  }
  return undefined
}

/** The same language in the same script; both are mostly left out of a tag, and then the usual one is meant. */
function sameWriting(tag: string, wanted: Intl.Locale): boolean {
  const [one, other] = [toLocale(tag)?.maximize(), wanted.maximize()]
  return one?.language === other.language && one.script === other.script
}

function toLocale(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag)
  } catch (failure) {
    if (failure instanceof RangeError) return undefined
    throw failure
  }
}
