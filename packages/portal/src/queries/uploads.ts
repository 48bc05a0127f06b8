import type { Upload } from '@mosis/api'
import { queryOptions } from '@tanstack/react-query'
import { contract } from 'virtual:contract'
import { call, send } from '../call.ts'
import { versionKeys } from './versions.ts'

const { uploads } = contract
const tus = { 'tus-resumable': '1.0.0' }

/** How far an own upload is, and what became of it. */
export const uploadQuery = (appId: string, uploadId: string) =>
  queryOptions({
    queryKey: [...versionKeys.all(appId), 'upload', uploadId],
    staleTime: 0,
    queryFn: ({ signal }) => lookAtUpload(appId, uploadId, signal),
  })

export const lookAtUpload = (appId: string, uploadId: string, signal?: AbortSignal): Promise<Upload> =>
  call(uploads.getUpload, { params: { app_id: appId, upload_id: uploadId } }, { signal })

/** Tells the portal that every byte is there, where it may not have heard it: it then looks into the package. */
export async function endUpload(appId: string, uploadId: string, sizeBytes: number): Promise<void> {
  await send(
    uploads.continueUpload,
    { params: { app_id: appId, upload_id: uploadId }, body: new Uint8Array() },
    { headers: { ...tus, 'content-type': 'application/offset+octet-stream', 'upload-offset': String(sizeBytes) } },
  )
}

/** Gives an upload up: its bytes go at once. */
export const deleteUpload = (appId: string, uploadId: string) =>
  call(uploads.deleteUpload, { params: { app_id: appId, upload_id: uploadId } }, { headers: tus })

/** Where a tus client begins an upload, and where it goes on with one. */
export function uploadAddress(appId: string, uploadId?: string): string {
  const path = uploads.createUpload.path.replace('{app_id}', encodeURIComponent(appId))
  const begin = new URL(path, location.origin).href
  return uploadId === undefined ? begin : `${begin}/${encodeURIComponent(uploadId)}`
}
