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

/** How the `mosis` command calls itself: `mosis-cli/1.0.0 (linux-x64; node-24.21.0)`. */
const ownCommand = /^mosis-cli\/(?<version>\d[\w.+-]{0,40}) \((?<platform>[a-z0-9]+)/
const platforms: Readonly<Record<string, string>> = { linux: 'Linux', darwin: 'macOS', win32: 'Windows' }

/** What a session's program is: a browser on a system, or what it says of itself; undefined where it says nothing. */
export function describeClient(client: string): { name: string; system?: string } | undefined {
  const name = find(browsers, client)
  const system = find(systems, client)
  if (client.startsWith('Mozilla/') && name !== undefined) return system === undefined ? { name } : { name, system }
  if (client === '') return undefined
  const command = ownCommand.exec(client)?.groups
  if (command) {
    const { version, platform = '' } = command
    const runsOn = platforms[platform]
    return runsOn === undefined ? { name: `mosis ${version}` } : { name: `mosis ${version}`, system: runsOn }
  }
  return { name: client.length > longestName ? `${client.slice(0, longestName)}…` : client }
}

function find(names: readonly (readonly [mark: string, name: string])[], client: string): string | undefined {
  return names.find(([mark]) => client.includes(mark))?.[1]
}
