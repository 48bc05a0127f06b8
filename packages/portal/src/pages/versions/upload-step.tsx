import { limits } from '@mosis/format/limits'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useEffectEvent, useState } from 'react'
import { PortalError } from '../../call.ts'
import { portalFlag } from '../../commands.ts'
import { useFormat } from '../../format.ts'
import type { Format } from '../../format.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { CopyField } from '../../parts/copy-field.tsx'
import { FileDrop } from '../../parts/file-drop.tsx'
import { Notice } from '../../parts/notice.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { useAppChanged } from '../../queries/apps.ts'
import { uploadQuery } from '../../queries/uploads.ts'
import { versionQuery } from '../../queries/versions.ts'
import { showHidden } from '../../show-hidden.ts'
import { useTexts } from '../../texts.ts'
import { useErrorWords } from '../../words/use-words.ts'
import { findKept, isSameFile } from './kept-uploads.ts'
import { newVersionTexts } from './new-version.texts.ts'
import { PackageRefusal } from './package-refusal.tsx'
import { UploadProgress } from './upload-progress.tsx'
import { cancelUpload, forgetUpload, startUpload, useUpload } from './upload-run.ts'
import styles from './new-version.module.css'

const route = getRouteApi('/console/apps/$appId/versions/new')

/** The package comes in: chosen, sent, looked into, and then a draft or refused. */
export function UploadStep({ appId }: { appId: string }) {
  const status = useUpload(appId)
  useAddress(appId, status?.uploadId, status?.versionId)
  if (status === undefined) return <ChooseFile appId={appId} />
  if (status.step === 'refused') {
    return <PackageRefusal fileName={status.fileName} error={status.error} onAgain={() => forgetUpload(appId)} />
  }
  return <UploadProgress appId={appId} status={status} />
}

/** The address names the upload while it goes on, and then the draft that it became. */
function useAddress(appId: string, uploadId: string | undefined, versionId: string | undefined): void {
  const t = useTexts(newVersionTexts)
  const toasts = useToasts()
  const navigate = route.useNavigate()
  const { upload } = route.useSearch()
  const changed = useAppChanged()
  const queryClient = useQueryClient()
  const toDraft = useEffectEvent(async (id: string) => {
    void changed(appId)
    await queryClient.prefetchQuery(versionQuery(appId, id))
    await navigate({ search: { version: id }, replace: true })
    forgetUpload(appId)
    toasts.good(t.doneToast)
  })
  const toUpload = useEffectEvent((id: string) => {
    if (id !== upload) void navigate({ search: { upload: id }, replace: true, resetScroll: false })
  })
  useEffect(() => {
    if (versionId !== undefined) void toDraft(versionId)
    else if (uploadId !== undefined) toUpload(uploadId)
  }, [uploadId, versionId])
}

function ChooseFile({ appId }: { appId: string }) {
  const t = useTexts(newVersionTexts)
  const format = useFormat()
  const { upload: named } = route.useSearch()
  const [fault, setFault] = useState<string>()
  const kept = findKept(appId)
  const uploadId = named ?? kept?.uploadId
  const choose = ([file]: readonly File[]) => {
    if (!file) return
    const found = findFault(file, t, format)
    const isOther = named !== undefined && kept?.uploadId === named && !isSameFile(kept, file)
    const said = found ?? (isOther ? t.otherFile(showHidden(kept.name)) : undefined)
    setFault(said)
    if (said === undefined) void startUpload(appId, file, named)
  }
  return (
    <div className={styles.stack}>
      {uploadId !== undefined && <Unfinished appId={appId} uploadId={uploadId} name={kept?.name} />}
      <FileDrop
        label={t.file}
        hint={t.fileHint(format.bytes(limits.maxPackageBytes))}
        accept=".mosis"
        error={fault}
        onFiles={choose}
      />
      <Card title={t.commandTitle} lead={t.commandLead}>
        <CopyField label={t.command} value={`mosis publish${portalFlag(location.origin)}`} />
      </Card>
    </div>
  )
}

type Words = ReturnType<typeof useTexts<typeof newVersionTexts.en>>

/** What can be seen of a file before a byte of it is sent. */
function findFault(file: File, t: Words, { bytes }: Format): string | undefined {
  if (!file.name.toLowerCase().endsWith('.mosis')) return t.notMosis(showHidden(file.name))
  if (file.size === 0) return t.empty
  if (file.size > limits.maxPackageBytes) return t.tooLarge(bytes(file.size), bytes(limits.maxPackageBytes))
  return undefined
}

/** There is no such upload, it is not for this account, or the address names none. */
const refusals = new Set([400, 403, 404])

/** An upload of before, as far as it still exists; one that ended meanwhile goes on where it led. */
function Unfinished({ appId, uploadId, name }: { appId: string; uploadId: string; name: string | undefined }) {
  const t = useTexts(newVersionTexts)
  const { bytes } = useFormat()
  const toasts = useToasts()
  const navigate = route.useNavigate()
  const { data: upload, error } = useQuery(uploadQuery(appId, uploadId))
  const say = useErrorWords()
  const givingUp = useMutation({
    mutationFn: () => cancelUpload(appId, uploadId),
    onError: (failure) => toasts.bad(say(failure).message),
    async onSuccess() {
      await navigate({ search: {}, replace: true })
      toasts.info(t.cancelled)
    },
  })
  const versionId = upload?.version?.id
  // A portal that cannot answer just now has not lost the upload.
  const isGone = error instanceof PortalError && refusals.has(error.status)
  const isOver = isGone || upload?.state === 'refused' || (upload?.state === 'done' && versionId === undefined)
  const leave = useEffectEvent(() => {
    forgetUpload(appId)
    void navigate({ search: versionId === undefined ? {} : { version: versionId }, replace: true })
  })
  const isEnded = versionId !== undefined || isOver
  useEffect(() => {
    if (isEnded) leave()
  }, [isEnded])
  if (upload?.state !== 'open' || givingUp.isSuccess) return null
  return (
    <Notice
      title={name === undefined ? t.unfinishedTitleNameless : t.unfinishedTitle(showHidden(name))}
      actions={
        <Button size="small" onPress={() => givingUp.mutate()} isPending={givingUp.isPending}>
          {t.cancel}
        </Button>
      }
    >
      {t.unfinished(bytes(upload.offset), bytes(upload.size_bytes))}
    </Notice>
  )
}
