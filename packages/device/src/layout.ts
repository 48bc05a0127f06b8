import { join } from 'node:path'
import { DeviceError } from './errors.ts'

/** Where everything of a device lies. */
export interface Layout {
  root: string
  config: string
  settings: string
  registry: string
  /** Says which devices get a version that is rolled out in stages; it never leaves the device. */
  rolloutSecret: string
  /** The apps whose testers the device belongs to. */
  testers: string
  /** What portals said about apps that harm. */
  revocations: string
  /** What the person allowed to apps. */
  permissionsFolder: string
  permissions(id: string): string
  locks: string
  apps: string
  downloads: string
  backups: string
  app(id: string): AppLayout
}

export interface AppLayout {
  folder: string
  /** A link to the version in use, `versions/CODE-HASH`. */
  package: string
  versions: string
  data: string
  cache: string
  db: string
  /** Emptied whenever the app stops. */
  temp: string
  backups: string
}

const idPattern = /^[a-z][a-z0-9]*(\.[a-z][a-z0-9]*)+$/
const maxIdLength = 128

/** Returns the id when it is one; until this was called an id is never part of a path. */
export function requireAppId(id: string): string {
  if (id.length > maxIdLength || !idPattern.test(id)) throw new DeviceError('device.invalid_app_id', { id })
  return id
}

/** True when the text is an app id. */
export function isAppId(id: string): boolean {
  return id.length <= maxIdLength && idPattern.test(id)
}

/** The paths below a device's data folder. */
export function layoutOf(root: string): Layout {
  const config = join(root, 'config')
  const apps = join(root, 'apps')
  const backups = join(root, 'backups')
  return {
    root,
    config,
    settings: join(config, 'device.json'),
    registry: join(config, 'apps.json'),
    rolloutSecret: join(config, 'rollout-secret'),
    testers: join(config, 'testers.json'),
    revocations: join(config, 'revocations.json'),
    permissionsFolder: join(config, 'permissions'),
    permissions: (id) => join(config, 'permissions', `${requireAppId(id)}.json`),
    locks: join(config, 'locks'),
    apps,
    downloads: join(root, 'downloads'),
    backups,
    app(id) {
      const folder = join(apps, requireAppId(id))
      return {
        folder,
        package: join(folder, 'package'),
        versions: join(folder, 'versions'),
        data: join(folder, 'data'),
        cache: join(folder, 'cache'),
        db: join(folder, 'db'),
        temp: join(folder, 'temp'),
        backups: join(backups, id),
      }
    },
  }
}
