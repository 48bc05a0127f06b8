import { join } from 'node:path'
import { pruneBackups, putBack } from './backups.ts'
import { listFolder, readLink, unfinished } from './disk.ts'
import type { AppLayout } from './layout.ts'
import { forgetAnswers } from './permission-answers.ts'
import type { Place } from './place.ts'
import { changeRegistry, readRegistry } from './registry.ts'
import type { InstalledApp, KnownApp } from './registry.ts'

/**
 * Brings the disk in line with what the registry says about one app. Every change of an app is: prepare beside, change
 * the registry (the one moment that counts), settle. Doing it again, also after a kill in the middle, ends in the same
 * state. The caller holds the app, and the app does not run.
 */
export async function settleApp(place: Place, id: string): Promise<void> {
  const { apps, known } = await readRegistry(place.layout)
  const installed = apps.get(id)
  if (installed) await settleInstalled(place, installed)
  else await settleRemoved(place, id, known.get(id))
}

/**
 * Settles after the registry has changed. The change holds already, so what cannot be done now (a full disk) is no failure
 * of it: the app's next start or the device's does it.
 */
export async function settleChange(place: Place, id: string): Promise<void> {
  try {
    await settleApp(place, id)
  } catch (error) {
    place.log('warning', `The change is made, tidying up is not and will be done later: ${String(error)}`, { id })
  }
}

async function settleInstalled(place: Place, installed: InstalledApp): Promise<void> {
  const { disk, layout } = place
  const app = layout.app(installed.id)
  if (installed.restoring) {
    await putBack(place, installed.id, installed.restoring)
    await changeRegistry(place, ({ apps }) => delete apps.get(installed.id)?.restoring)
    await disk.remove(join(app.backups, installed.restoring))
  }
  const target = `versions/${installed.folder}`
  // On Windows the target is absolute.
  if (!(await readLink(app.package))?.endsWith(target)) await disk.switchLink(app.package, target)
  for (const folder of [app.data, app.cache, app.db]) await disk.makeFolder(folder)
  await keepVersions(place, app, [installed.folder, installed.trial?.previous.folder])
  await removeLeftovers(place, app)
  await pruneBackups(place, installed.id, [installed.trial?.backup])
}

async function settleRemoved(place: Place, id: string, known: KnownApp | undefined): Promise<void> {
  const { disk, layout } = place
  const app = layout.app(id)
  // Whoever installs it again is asked again, also when its data was kept.
  await forgetAnswers(place, id)
  if ((await listFolder(app.folder)).length > 0) {
    for (const path of [app.package, app.versions, app.cache, app.temp]) await disk.remove(path)
    await removeLeftovers(place, app)
  }
  // Data goes only when the registry says so: a folder that nothing names may be all that a lost registry left.
  const hasData = (await listFolder(app.data)).length + (await listFolder(app.db)).length > 0
  if (known?.keeps_data || (!known && hasData)) return
  await disk.remove(app.folder)
  await disk.remove(app.backups)
}

async function keepVersions({ disk }: Place, { versions }: AppLayout, kept: readonly (string | undefined)[]) {
  for (const { name } of await listFolder(versions)) {
    if (!kept.includes(name.replace(/\.json$/, ''))) await disk.remove(join(versions, name))
  }
}

async function removeLeftovers({ disk }: Place, { folder }: AppLayout) {
  for (const { name } of await listFolder(folder)) {
    if (name.startsWith(unfinished)) await disk.remove(join(folder, name))
  }
}
