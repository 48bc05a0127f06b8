import { join } from 'node:path'
import { listFolder, readLink } from './disk.ts'
import { removeStaleDownloads } from './download.ts'
import { isAppId } from './layout.ts'
import { ifNobodyHolds, runLock } from './place.ts'
import type { Release } from './lock.ts'
import type { Place } from './place.ts'
import { changeRegistry, readPreviousRegistry, readRegistry, readVersionRecord } from './registry.ts'
import type { InstalledApp, Registry } from './registry.ts'
import { settleApp } from './settle.ts'

/**
 * Puts a data folder right after a kill, a power cut or a damaged registry. What another program is working on is left
 * to it: only apps that nobody holds are touched.
 */
export async function recover(place: Place): Promise<void> {
  const { disk, layout } = place
  for (const folder of [layout.config, layout.locks, layout.apps, layout.downloads, layout.backups]) {
    await disk.makeFolder(folder)
  }
  const { state } = await readRegistry(layout)
  if (state !== 'good') await rebuildRegistry(place, state)
  const { apps } = await readRegistry(layout)
  const folders = (await listFolder(layout.apps)).map((entry) => entry.name).filter(isAppId)
  for (const id of new Set([...apps.keys(), ...folders])) {
    await ifFree(place, id, async () => {
      await dropLostVersion(place, id)
      await settleApp(place, id)
      await disk.remove(layout.app(id).temp)
    })
  }
  await removeStaleDownloads(place, (id) => ifFree(place, id, () => Promise.resolve()))
  await removeUnfinishedFiles(place)
}

/** Does the work when nobody installs or runs the app; returns whether it was done. */
async function ifFree(place: Place, id: string, work: () => Promise<void>): Promise<boolean> {
  let isDone = false
  if (!isAppId(id)) return isDone
  await ifNobodyHolds(place, id, async () => {
    const release = await place.locks.take(runLock(id))
    if (!release) return
    try {
      await work()
      isDone = true
    } finally {
      release()
    }
  })
  return isDone
}

async function rebuildRegistry(place: Place, state: 'missing' | 'damaged') {
  const { disk, layout, locks, log, now } = place
  const previous = await readPreviousRegistry(layout)
  const rebuilt: Registry = { apps: new Map(), known: previous.known }
  for (const { name: id } of await listFolder(layout.apps)) {
    const installed = isAppId(id) ? await findLinkedVersion(place, id, previous) : undefined
    if (!installed) continue
    const { key_id, version_code } = installed
    const known = rebuilt.known.get(id)
    const highest_version_code = Math.max(version_code, known?.highest_version_code ?? 0)
    rebuilt.apps.set(id, installed)
    rebuilt.known.set(id, { key_id, ...known, highest_version_code, keeps_data: false })
  }
  if (state === 'damaged') {
    const release = await locks.take('registry', rebuildWaitMs)
    const aside = join(layout.config, `apps.damaged-${now()}.json`)
    await disk.rename(layout.registry, aside)
    release?.()
    log('error', `The list of installed apps was damaged and is made anew from the disk; the old file is ${aside}`)
  }
  if (state === 'missing' && rebuilt.apps.size > 0)
    log('warning', 'The list of installed apps was lost and is made anew')
  await changeRegistry(place, ({ apps, known }) => {
    for (const [id, app] of rebuilt.apps) if (!apps.has(id)) apps.set(id, app)
    for (const [id, app] of rebuilt.known) if (!known.has(id)) known.set(id, app)
  })
}

const rebuildWaitMs = 5_000

/** The version that `package` points at; its record stands beside it, and the older registry may know more of it. */
async function findLinkedVersion({ layout }: Place, id: string, previous: Registry): Promise<InstalledApp | undefined> {
  const app = layout.app(id)
  const folder = (await readLink(app.package))?.split('/').at(-1)
  if (!folder) return undefined
  const before = previous.apps.get(id)
  if (before?.folder === folder) return before
  const record = await readVersionRecord(join(app.versions, `${folder}.json`))
  return record?.id === id && record.folder === folder ? record : undefined
}

/** An installed version whose files are gone is no longer installed; the one before it comes back if it is there. */
async function dropLostVersion(place: Place, id: string) {
  const { layout, log } = place
  const { apps } = await readRegistry(layout)
  const installed = apps.get(id)
  if (!installed || (await hasVersion(place, installed))) return
  const { trial } = installed
  const isBack = trial !== undefined && (await hasVersion(place, trial.previous))
  log('error', `The files of version ${installed.version} are gone from the disk; its data is kept`, { id })
  await changeRegistry(place, ({ apps, known }) => {
    if (isBack) {
      apps.set(id, { ...trial.previous, restoring: trial.backup })
      return
    }
    apps.delete(id)
    const before = known.get(id)
    if (before) known.set(id, { ...before, keeps_data: true })
  })
}

async function hasVersion({ layout }: Place, { id, folder }: InstalledApp): Promise<boolean> {
  const entries = await listFolder(join(layout.app(id).versions, folder))
  return entries.some((entry) => entry.name === 'manifest.json' && entry.isFile())
}

/** The locks behind which programs write into `config/`. */
const writers = ['registry', 'settings', 'revocations']

/** Half-written files of a killed program; while a living one writes, they are left to the next start. */
async function removeUnfinishedFiles({ disk, layout, locks }: Place) {
  const taken: Release[] = []
  try {
    for (const writer of writers) {
      const release = await locks.take(writer)
      if (!release) return
      taken.push(release)
    }
    for (const folder of [layout.config, layout.permissionsFolder]) {
      for (const { name } of await listFolder(folder)) {
        if (name.startsWith('.tmp-')) await disk.remove(join(folder, name))
      }
    }
  } finally {
    for (const release of taken) release()
  }
}
