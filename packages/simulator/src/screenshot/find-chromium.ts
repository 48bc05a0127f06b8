import { existsSync, readdirSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A Chromium that can be started without a window. */
export interface Chromium {
  path: string
  /** What it needs in its environment beside ours. */
  env: Record<string, string>
}

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'msedge.exe',
  'chrome.exe',
]

/** Looks for a Chromium: the one that is named, one of this machine, the one that the tests of Mosis unpacked. */
export function findChromium(env: NodeJS.ProcessEnv): Chromium | undefined {
  const named = env['MOSIS_CHROMIUM']
  if (named) return existsSync(named) ? { path: named, env: {} } : undefined
  for (const folder of (env['PATH'] ?? '').split(delimiter).filter(Boolean)) {
    const name = names.find((each) => existsSync(join(folder, each)))
    if (name) return { path: join(folder, name), env: {} }
  }
  const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
  if (existsSync(mac)) return { path: mac, env: {} }
  return findOfTests(env)
}

function findOfTests(env: NodeJS.ProcessEnv): Chromium | undefined {
  const cache = join(dirname(fileURLToPath(import.meta.url)), '../../../../node_modules/.cache')
  const folder = existsSync(cache) ? readdirSync(cache).find((name) => /^chromium-[\d.]+$/.test(name)) : undefined
  if (folder === undefined) return undefined
  const root = join(cache, folder)
  const libraries = [join(root, 'al2023', 'lib'), env['LD_LIBRARY_PATH']].filter(Boolean).join(delimiter)
  return {
    path: join(root, 'chromium'),
    env: { LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: join(root, 'fonts.xml') },
  }
}
