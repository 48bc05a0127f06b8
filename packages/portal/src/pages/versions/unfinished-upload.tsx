import { LinkButton } from '../../parts/link-button.tsx'
import { Notice } from '../../parts/notice.tsx'
import { showHidden } from '../../show-hidden.ts'
import { useTexts } from '../../texts.ts'
import { findKept } from './kept-uploads.ts'
import { newVersionTexts } from './new-version.texts.ts'
import { useUpload } from './upload-run.ts'

/** The way back to an upload that goes on in this tab, or that this browser has not finished. */
export function UnfinishedUpload({ appId }: { appId: string }) {
  const t = useTexts(newVersionTexts)
  const running = useUpload(appId)
  const kept = findKept(appId)
  const name = running?.fileName ?? kept?.name
  if (name === undefined) return null
  return (
    <Notice
      title={running === undefined ? t.unfinishedTitle(showHidden(name)) : t.runningTitle(showHidden(name))}
      actions={
        <LinkButton
          size="small"
          to="/apps/$appId/versions/new"
          params={{ appId }}
          search={{ upload: running?.uploadId ?? kept?.uploadId }}
        >
          {t.toUpload}
        </LinkButton>
      }
    />
  )
}
