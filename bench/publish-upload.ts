import { tusContentType, tusVersion, uploads } from '../packages/api/src/index.ts'
import type { Measurement } from './measure.ts'
import { measureUploads } from './publish/memory.ts'
import type { Publisher } from './publish/publisher.ts'

/** The memory of an upload that could be broken off and gone on with. */
export function measureResumableMemory(folder: string): Promise<Measurement[]> {
  return measureUploads(folder, '50 MB resumable upload: memory it adds at its highest', uploadResumable)
}

function uploadResumable({ appId, call, build }: Publisher): Publisher['upload'] {
  return async (files) => {
    const bytes = build(files)
    const tus = { 'tus-resumable': tusVersion }
    const headers = { ...tus, 'upload-length': String(bytes.length) }
    const { id } = await call(uploads.createUpload, { params: { app_id: appId } }, { headers })
    const params = { app_id: appId, upload_id: id }
    const sent = { ...tus, 'upload-offset': '0', 'content-type': tusContentType }
    await call(uploads.continueUpload, { params, body: bytes }, { headers: sent })
    const { version } = await call(uploads.getUpload, { params })
    if (!version) throw new Error('The upload became no version')
    return version
  }
}
