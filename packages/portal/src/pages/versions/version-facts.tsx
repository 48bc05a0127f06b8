import type { Version } from '@mosis/api'
import { useFormat } from '../../format.ts'
import { Card } from '../../parts/card.tsx'
import { CopyButton } from '../../parts/copy-button.tsx'
import { KeyValues } from '../../parts/key-values.tsx'
import { Time } from '../../parts/time.tsx'
import { useTexts } from '../../texts.ts'
import { useWords } from '../../words/use-words.ts'
import { releases, tracks } from '../../words/versions.ts'
import { draftTexts } from './draft.texts.ts'
import { Signer } from './signer.tsx'
import styles from './draft-step.module.css'

/** What the package says of itself, and how it is to be released. */
export function VersionFacts({ version }: { version: Version }) {
  const t = useTexts(draftTexts)
  const { bytes, number, percent, dateTime } = useFormat()
  const sayTrack = useWords(tracks)
  const sayRelease = useWords(releases)
  const { state, release, release_at, rollout_percent, sha256 } = version
  const wasSubmitted = state !== 'draft'
  return (
    <Card title={t.factsTitle}>
      <KeyValues
        items={[
          { label: t.version, value: version.version },
          { label: t.code, value: number(version.version_code) },
          { label: t.size, value: bytes(version.size_bytes) },
          { label: t.minVersion, value: t.minVersionValue(version.min_mosis_version) },
          { label: t.signer, value: <Signer keyId={version.key_id} /> },
          {
            label: t.fingerprint,
            value: (
              <span className={styles.hash}>
                <code title={sha256}>{sha256.slice(0, 12)}</code>
                <CopyButton text={sha256} label={t.fingerprint} isSmall />
              </span>
            ),
          },
          { label: t.uploaded, value: <Time value={version.created_at} kind="dateTime" /> },
          ...(wasSubmitted
            ? [
                {
                  label: t.track,
                  value:
                    rollout_percent < 100
                      ? `${sayTrack(version.track)} · ${t.rolloutValue(percent(rollout_percent / 100))}`
                      : sayTrack(version.track),
                },
                { label: t.release, value: release_at === null ? sayRelease(release) : dateTime(release_at) },
              ]
            : []),
        ]}
      />
    </Card>
  )
}
