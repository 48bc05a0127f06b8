import { versions } from '@mosis/api'
import type { Deps } from '../deps.ts'
import type { Serve } from '../http/route.ts'
import {
  cancelVersion,
  deleteVersion,
  haltVersion,
  resumeVersion,
  submitVersion,
  withdrawVersion,
} from './lifecycle.ts'
import { publishVersion, raiseRollout } from './publish.ts'
import { scheduleVersion, unscheduleVersion } from './schedule.ts'
import type { PackageChecks } from './package-checks.ts'
import { uploadVersion } from './upload.ts'
import { getVersion, listVersions } from './versions.ts'
import { getWhatsNew, putWhatsNew } from './whats-new.ts'

export function versionRoutes(
  serve: Serve,
  deps: Pick<Deps, 'db' | 'storage'> & { packageChecks: PackageChecks },
): void {
  const { db, storage, packageChecks: checks } = deps

  serve(versions.listVersions, ({ call, params, query }) => listVersions(db, call, params, query))
  serve(versions.uploadVersion, async ({ call, params, body, request, reply }) => {
    const declared = request.isMultipart() ? undefined : request.headers['content-length']
    const upload = { body, declaredBytes: declared === undefined ? undefined : Number(declared) }
    const { version, isNew } = await uploadVersion({ db, storage, checks }, call, params, upload)
    if (!isNew) reply.code(200)
    return version
  })
  serve(versions.getVersion, ({ call, params }) => getVersion(db, call, params))
  serve(versions.getWhatsNew, ({ call, params }) => getWhatsNew(db, call, params))
  serve(versions.putWhatsNew, ({ call, params, body }) => putWhatsNew(db, call, params, body))
  serve(versions.deleteVersion, async ({ call, params }) => {
    await deleteVersion(db, call, params)
    return {}
  })
  serve(versions.submitVersion, ({ call, params, body }) => submitVersion(db, call, params, body))
  serve(versions.publishVersion, ({ call, params, body }) => publishVersion(db, call, params, body))
  serve(versions.raiseRollout, ({ call, params, body }) => raiseRollout(db, call, params, body))
  serve(versions.scheduleVersion, ({ call, params, body }) => scheduleVersion(db, call, params, body))
  serve(versions.unscheduleVersion, ({ call, params, body }) => unscheduleVersion(db, call, params, body))
  serve(versions.cancelVersion, ({ call, params, body }) => cancelVersion(db, call, params, body))
  serve(versions.haltVersion, ({ call, params, body }) => haltVersion(db, call, params, body))
  serve(versions.resumeVersion, ({ call, params, body }) => resumeVersion(db, call, params, body))
  serve(versions.withdrawVersion, ({ call, params, body }) => withdrawVersion(db, call, params, body))
}
