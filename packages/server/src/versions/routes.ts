import { availableParallelism } from 'node:os'
import { versions } from '@mosis/api'
import type { Deps } from '../deps.ts'
import type { Serve } from '../http/route.ts'
import {
  cancelVersion,
  deleteVersion,
  haltVersion,
  publishVersion,
  resumeVersion,
  submitVersion,
  withdrawVersion,
} from './lifecycle.ts'
import { createThreadPool } from './thread-pool.ts'
import { uploadVersion } from './upload.ts'
import type { UploadPlace } from './upload.ts'
import { getVersion, listVersions } from './versions.ts'

export function versionRoutes(serve: Serve, deps: Pick<Deps, 'db' | 'storage' | 'onClose'>): void {
  const { db, storage } = deps
  const checks: UploadPlace['checks'] = createThreadPool(new URL('./check-thread.ts', import.meta.url), {
    // One stays for everybody else's requests.
    threads: Math.max(1, Math.min(4, availableParallelism() - 1)),
    timeoutMs: 30_000,
    maxHeapMib: 128,
    maxWaiting: 64,
  })
  deps.onClose(() => checks.close())

  serve(versions.listVersions, ({ call, params, query }) => listVersions(db, call, params, query))
  serve(versions.uploadVersion, async ({ call, params, body, request, reply }) => {
    const declared = request.isMultipart() ? undefined : request.headers['content-length']
    const upload = { body, declaredBytes: declared === undefined ? undefined : Number(declared) }
    const { version, isNew } = await uploadVersion({ db, storage, checks }, call, params, upload)
    if (!isNew) reply.code(200)
    return version
  })
  serve(versions.getVersion, ({ call, params }) => getVersion(db, call, params))
  serve(versions.deleteVersion, async ({ call, params }) => {
    await deleteVersion(db, call, params)
    return {}
  })
  serve(versions.submitVersion, ({ call, params, body }) => submitVersion(db, call, params, body))
  serve(versions.publishVersion, ({ call, params }) => publishVersion(db, call, params))
  serve(versions.cancelVersion, ({ call, params, body }) => cancelVersion(db, call, params, body))
  serve(versions.haltVersion, ({ call, params, body }) => haltVersion(db, call, params, body))
  serve(versions.resumeVersion, ({ call, params, body }) => resumeVersion(db, call, params, body))
  serve(versions.withdrawVersion, ({ call, params, body }) => withdrawVersion(db, call, params, body))
}
