/** The first that is named wins: most browsers also claim to be the ones below them. */
const browsers = [
  ['Edg', 'Edge'],
  ['OPR', 'Opera'],
  ['SamsungBrowser', 'Samsung Internet'],
  ['Firefox', 'Firefox'],
  ['FxiOS', 'Firefox'],
  ['CriOS', 'Chrome'],
  ['Chrome', 'Chrome'],
  ['Safari', 'Safari'],
] as const

const systems = [
  ['Windows', 'Windows'],
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Mac OS X', 'macOS'],
  ['CrOS', 'ChromeOS'],
  ['Linux', 'Linux'],
] as const

const longestName = 60

/** What a session's program is called, in words: "Firefox on Linux", or what it says of itself. */
export function describeClient(client: string): string {
  const browser = find(browsers, client)
  const system = find(systems, client)
  if (client.startsWith('Mozilla/') && browser !== undefined)
    return system === undefined ? browser : `${browser} on ${system}`
  if (client === '') return 'A program without a name'
  return client.length > longestName ? `${client.slice(0, longestName)}…` : client
}

function find(names: readonly (readonly [mark: string, name: string])[], client: string): string | undefined {
  return names.find(([mark]) => client.includes(mark))?.[1]
}
