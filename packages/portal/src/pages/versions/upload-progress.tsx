import { useMutation } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useFormat } from '../../format.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { Notice } from '../../parts/notice.tsx'
import { ProgressBar } from '../../parts/progress-bar.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { showHidden } from '../../show-hidden.ts'
import { useTexts } from '../../texts.ts'
import { useErrorWords } from '../../words/use-words.ts'
import { newVersionTexts } from './new-version.texts.ts'
import { cancelUpload, pauseUpload, resumeUpload } from './upload-run.ts'
import type { UploadStatus } from './upload-run.ts'
import styles from './new-version.module.css'

const route = getRouteApi('/console/apps/$appId/versions/new')

interface UploadProgressProps {
  appId: string
  status: UploadStatus
}

/** How far the upload is, what it waits for, and what can be done about it. */
export function UploadProgress({ appId, status }: UploadProgressProps) {
  const t = useTexts(newVersionTexts)
  const { bytes } = useFormat()
  const { step, fileName, sentBytes, sizeBytes } = status
  const isChecking = step === 'checking' || step === 'done'
  return (
    <Card>
      <div className={styles.stack}>
        <ProgressBar
          label={t.uploading(showHidden(fileName))}
          share={isChecking ? undefined : sentBytes / sizeBytes}
          note={t.sent(bytes(sentBytes), bytes(sizeBytes))}
          kind={step === 'stopped' ? 'bad' : 'plain'}
        />
        <Standing status={status} />
        {!isChecking && <Actions appId={appId} status={status} />}
      </div>
    </Card>
  )
}

/** Read out when it changes: what is going on, not each byte. */
function Standing({ status }: { status: UploadStatus }) {
  const t = useTexts(newVersionTexts)
  const say = useErrorWords()
  const { step, error } = status
  if (step === 'waiting') {
    const isOffline = !navigator.onLine
    return (
      <Notice kind="warn" isNew title={isOffline ? t.offline : t.waiting}>
        {isOffline ? t.offlineLead : t.waitingLead}
      </Notice>
    )
  }
  if (step === 'stopped') {
    const { message, fix, lang } = say(error)
    return (
      <Notice kind="bad" isNew title={t.stopped}>
        <span lang={lang}>{fix === '' ? message : `${message}. ${fix}.`}</span>
      </Notice>
    )
  }
  const isChecking = step === 'checking' || step === 'done'
  return (
    <div className={styles.standing}>
      <output className={styles.now}>
        {isChecking ? t.checkingTitle : step === 'paused' ? t.paused : step === 'starting' ? t.starting : null}
      </output>
      {!isChecking && step !== 'paused' && <Pace status={status} />}
      <p className={styles.soft}>{isChecking ? t.checking : step === 'paused' ? t.pausedLead : t.sendingOn}</p>
    </div>
  )
}

const soonMs = 2000

function Pace({ status: { bytesPerSecond, sentBytes, sizeBytes } }: { status: UploadStatus }) {
  const t = useTexts(newVersionTexts)
  const { bytes, duration } = useFormat()
  if (bytesPerSecond === undefined) return null
  const leftMs = ((sizeBytes - sentBytes) / bytesPerSecond) * 1000
  const left = leftMs < soonMs ? t.almost : t.left(duration(leftMs))
  return <p>{t.pace(bytes(Math.round(bytesPerSecond)), left)}</p>
}

function Actions({ appId, status: { step, uploadId } }: UploadProgressProps) {
  const t = useTexts(newVersionTexts)
  const toasts = useToasts()
  const navigate = route.useNavigate()
  const say = useErrorWords()
  const givingUp = useMutation({
    mutationFn: () => cancelUpload(appId, uploadId),
    onError: (failure) => toasts.bad(say(failure).message),
    async onSuccess() {
      await navigate({ search: {}, replace: true })
      toasts.info(t.cancelled)
    },
  })
  const isStill = step === 'paused' || step === 'stopped' || step === 'waiting'
  return (
    <div className={styles.actions}>
      {isStill ? (
        <Button onPress={() => resumeUpload(appId)}>{step === 'waiting' ? t.tryNow : t.goOn}</Button>
      ) : (
        <Button onPress={() => pauseUpload(appId)}>{t.pause}</Button>
      )}
      <Button kind="quiet" isPending={givingUp.isPending} onPress={() => givingUp.mutate()}>
        {t.cancel}
      </Button>
    </div>
  )
}
