import type { Version } from '@mosis/api'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { ForbiddenState } from '../../parts/forbidden-state.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Section } from '../../parts/section.tsx'
import { Steps } from '../../parts/steps.tsx'
import type { Step } from '../../parts/steps.tsx'
import { useApp, useMayInApp } from '../../queries/apps.ts'
import { versionQuery } from '../../queries/versions.ts'
import { useTexts } from '../../texts.ts'
import { useTitle } from '../../title.ts'
import { DraftStep } from './draft-step.tsx'
import { newVersionTexts } from './new-version.texts.ts'
import { ReviewStep } from './review-step.tsx'
import { RuleDrawer } from '../../rules/rule-drawer.tsx'
import { useUpload } from './upload-run.ts'
import type { UploadStatus } from './upload-run.ts'
import { UploadStep } from './upload-step.tsx'
import { useFocusOnChange } from './use-focus-on-change.ts'
import styles from './new-version.module.css'

const route = getRouteApi('/console/apps/$appId/versions/new')

/** Hands a version in: the package, what is new in it, and the automated review; the address says how far it is. */
export function NewVersion() {
  const t = useTexts(newVersionTexts)
  const { appId } = route.useParams()
  const { version: versionId, rule } = route.useSearch()
  const navigate = route.useNavigate()
  const app = useApp(appId)
  const mayUpload = useMayInApp(appId, 'version.upload')
  useTitle(`${t.title} · ${app.name}`)
  if (!mayUpload) {
    return (
      <ForbiddenState
        title={t.forbiddenTitle}
        lead={t.forbidden}
        actions={
          <LinkButton to="/apps/$appId/versions" params={{ appId }}>
            {t.toVersions}
          </LinkButton>
        }
      />
    )
  }
  if (app.state === 'suspended') return <Notice kind="bad">{t.suspended}</Notice>
  return (
    <Section title={t.title} lead={t.lead}>
      <Stages appId={appId} versionId={versionId} />
      <RuleDrawer
        code={rule}
        onClose={() => void navigate({ search: (old) => ({ ...old, rule: undefined }), resetScroll: false })}
      />
    </Section>
  )
}

interface StagesProps {
  appId: string
  versionId: string | undefined
}

function Stages({ appId, versionId }: StagesProps) {
  const upload = useUpload(appId)
  const version = useQuery({ ...versionQuery(appId, versionId ?? ''), enabled: versionId !== undefined })
  const stage = versionId === undefined ? stageOf(upload) : version.data && (isDraft(version.data) ? 'draft' : 'review')
  const element = useFocusOnChange(stage)
  return (
    <div ref={element} tabIndex={-1} className={styles.stage}>
      {versionId === undefined ? (
        <div className={styles.stack}>
          <Way at={0} />
          <UploadStep appId={appId} />
        </div>
      ) : (
        <Loaded query={version}>{(shown) => <Uploaded version={shown} />}</Loaded>
      )}
    </div>
  )
}

const stageOf = (upload: UploadStatus | undefined) =>
  upload === undefined ? 'choose' : upload.step === 'refused' ? 'refused' : 'upload'

const isDraft = ({ state }: Version) => state === 'draft'

function Uploaded({ version }: { version: Version }) {
  return (
    <div className={styles.stack}>
      <Way at={isDraft(version) ? 1 : 2} />
      {isDraft(version) ? <DraftStep version={version} /> : <ReviewStep version={version} />}
    </div>
  )
}

function Way({ at }: { at: number }) {
  const t = useTexts(newVersionTexts)
  const steps = [t.stepPackage, t.stepNotes, t.stepReview].map((label, index): Step => ({
    label,
    state: index < at ? 'done' : index === at ? 'current' : 'next',
  }))
  return <Steps label={t.steps} steps={steps} isInRow />
}
