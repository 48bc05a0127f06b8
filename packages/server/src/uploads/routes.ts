import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { tusVersion, uploads } from '@mosis/api'
import { limits as packageLimits } from '@mosis/format'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { newId } from '../db/ids.ts'
import type { Db } from '../db/schema.ts'
import type { Deps } from '../deps.ts'
import type { Serve } from '../http/route.ts'
import type { PackageChecks } from '../versions/package-checks.ts'
import { uploadsFolder } from './sweep.ts'
import type { KeptUpload, TusServer } from './tus-server.ts'
import { continueUpload, createUpload, deleteUpload, getUpload, headUpload } from './uploads.ts'
import type { Progress, UploadsPlace } from './uploads.ts'

export function uploadRoutes(serve: Serve, deps: Deps & { packageChecks: PackageChecks }): void {
  const { db, storage, limits, config } = deps
  const directory = join(config.packagesDir, uploadsFolder)
  let tus: Promise<TusServer> | undefined
  const openTus = () => (tus ??= startTus(db, directory))
  const place: UploadsPlace = { db, storage, checks: deps.packageChecks, directory, openTus }

  serve(uploads.createUpload, async ({ call, params, request, reply }) => {
    sayTus(reply)
    if (call.accountId !== null) await limits.take('upload_start', call.accountId)
    const upload = await createUpload(place, call, params, request.headers)
    reply.headers({ location: `/v1/apps/${upload.app_id}/uploads/${upload.id}`, 'upload-offset': 0 })
    sayExpiry(reply, upload.expires_at)
    return upload
  })
  serve(uploads.getUpload, async ({ call, params, request, reply }) => {
    sayTus(reply)
    if (request.method !== 'HEAD') return getUpload(place, call, params)
    const progress = await headUpload(place, call, params, request.headers)
    reply.headers({ 'upload-length': progress.sizeBytes, 'cache-control': 'no-store' })
    if (progress.metadata !== '') reply.header('upload-metadata', progress.metadata)
    return sayProgress(reply, progress).send()
  })
  serve(uploads.continueUpload, async ({ call, params, request, reply, body }) => {
    sayTus(reply)
    const progress = await continueUpload(place, call, params, { headers: request.headers, body })
    if (progress.versionId !== null) {
      reply.header('content-location', `/v1/apps/${params.app_id}/versions/${progress.versionId}`)
    }
    sayProgress(reply, progress)
    return {}
  })
  serve(uploads.deleteUpload, async ({ call, params, request, reply }) => {
    sayTus(reply)
    await deleteUpload(place, call, params, request.headers)
    return {}
  })
}

/** Says what the portal can, to clients that ask before they begin. */
export function serveUploadOptions(app: FastifyInstance): { method: string; path: string }[] {
  const paths = [uploads.createUpload.path, uploads.getUpload.path]
  for (const path of paths) {
    app.options(path.replaceAll(/\{(\w+)\}/g, ':$1'), (_request, reply) =>
      sayTus(reply)
        .code(204)
        .headers({
          'tus-version': tusVersion,
          'tus-extension': 'creation,termination,expiration',
          'tus-max-size': packageLimits.maxPackageBytes,
        })
        .send(),
    )
  }
  return paths.map((path) => ({ method: 'OPTIONS', path }))
}

/** Only who uploads in pieces pays for the library. */
async function startTus(db: Db, directory: string): Promise<TusServer> {
  // Not readable by others: what was not checked yet belongs to nobody else.
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const { createTusServer } = await import('./tus-server.ts')
  return createTusServer(directory, {
    maxBytes: packageLimits.maxPackageBytes,
    newId: () => newId('upl'),
    find: (id) => findKept(db, id),
  })
}

async function findKept(db: Db, id: string): Promise<KeptUpload | undefined> {
  const row = await db
    .selectFrom('upload')
    .select(['size_bytes', 'created_at'])
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst()
  return row && { sizeBytes: row.size_bytes, createdAt: row.created_at }
}

const sayTus = (reply: FastifyReply) => reply.header('tus-resumable', tusVersion)

const sayExpiry = (reply: FastifyReply, at: string) => reply.header('upload-expires', new Date(at).toUTCString())

const sayProgress = (reply: FastifyReply, { offset, expiresAt }: Progress) =>
  sayExpiry(reply, expiresAt).header('upload-offset', offset)
