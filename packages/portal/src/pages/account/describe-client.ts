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

/** What a session's program is: a browser on a system, or what it says of itself; undefined where it says nothing. */
export function describeClient(client: string): { name: string; system?: string } | undefined {
  const name = find(browsers, client)
  const system = find(systems, client)
  if (client.startsWith('Mozilla/') && name !== undefined) return system === undefined ? { name } : { name, system }
  if (client === '') return undefined
  return { name: client.length > longestName ? `${client.slice(0, longestName)}…` : client }
}

function find(names: readonly (readonly [mark: string, name: string])[], client: string): string | undefined {
  return names.find(([mark]) => client.includes(mark))?.[1]
}
