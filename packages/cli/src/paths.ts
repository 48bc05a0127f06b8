import { join } from 'node:path'

export interface Paths {
  /** Settings, sign-ins and signing keys. */
  config: string
  settings: string
  credentials: string
  keys: string
  /** What can be made again. */
  cache: string
  /** What a virtual device holds, and other state. */
  state: string
  device: string
}

/** The XDG folders, or one folder for everything where `--home` or `MOSIS_HOME` names it. Nothing is written elsewhere. */
export function findPaths(
  home: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
  homeDir: string,
): Paths {
  // The XDG specification wants relative values to be ignored.
  const xdg = (name: string, ...fallback: string[]) =>
    join(env[name]?.startsWith('/') ? env[name] : join(homeDir, ...fallback), 'mosis')
  const config = home ? join(home, 'config') : xdg('XDG_CONFIG_HOME', '.config')
  const cache = home ? join(home, 'cache') : xdg('XDG_CACHE_HOME', '.cache')
  const state = home ? join(home, 'state') : xdg('XDG_STATE_HOME', '.local', 'state')
  return {
    config,
    settings: join(config, 'config.json'),
    credentials: join(config, 'credentials.json'),
    keys: join(config, 'keys'),
    cache,
    state,
    device: join(state, 'device'),
  }
}
