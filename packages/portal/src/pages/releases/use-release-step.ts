import type { Version } from '@mosis/api'
import { useMutation } from '@tanstack/react-query'
import { useToasts } from '../../parts/toast.tsx'
import { useAppChanged } from '../../queries/apps.ts'

interface Step<Sent> {
  run: (sent: Sent) => Promise<Version>
  /** What the toast says about the version as it then is, with one thing to do about it. */
  done: (version: Version, sent: Sent) => string
  undo?: (version: Version) => { label: string; onPress: () => void }
}

/** A step of the release of a version: what is known of the app is asked for anew after it, and a toast says what happened. */
export function useReleaseStep<Sent = void>({ run, done, undo }: Step<Sent>) {
  const toasts = useToasts()
  const changed = useAppChanged()
  return useMutation({
    mutationFn: run,
    async onSuccess(version, sent) {
      toasts.good(done(version, sent), undo?.(version))
      await changed(version.app_id)
    },
  })
}
