import { spawn } from 'node:child_process'

type Env = Readonly<Record<string, string | undefined>>

/** The program that opens an address in this person's browser; undefined where there is none to see. */
export function findBrowser(platform: NodeJS.Platform, env: Env, isRoot: boolean): string[] | undefined {
  // Over SSH the browser would open at the other end, if at all.
  if (env['SSH_CONNECTION'] || env['SSH_TTY']) return undefined
  if (platform === 'darwin') return ['open']
  // Not `start`: that is a word of the shell, which would read a & in the address.
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler']
  // Browsers refuse to run as root.
  return !isRoot && (env['DISPLAY'] || env['WAYLAND_DISPLAY']) ? ['xdg-open'] : undefined
}

/** Opens a web address in the browser, and says whether one was started. */
export async function openBrowser(url: string, platform: NodeJS.Platform, env: Env): Promise<boolean> {
  // It comes from a portal: a file or a program is no web page.
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? '')) return false
  const [file, ...words] = findBrowser(platform, env, process.getuid?.() === 0) ?? []
  if (file === undefined) return false
  const child = spawn(file, [...words, url], { detached: true, stdio: 'ignore' })
  child.unref()
  return new Promise((resolve) => {
    child.once('spawn', () => resolve(true))
    // There is no such program.
    child.once('error', () => resolve(false))
  })
}
