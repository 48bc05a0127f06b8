import type { Version } from '@mosis/api'
import { FindingsCount } from '../../findings/findings-count.tsx'
import { useFormat } from '../../format.ts'
import { Status } from '../../parts/status.tsx'
import { Table } from '../../parts/table.tsx'
import type { Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { useTexts } from '../../texts.ts'
import { useWords } from '../../words/use-words.ts'
import { tracks, versionStates } from '../../words/versions.ts'
import { Signer } from './signer.tsx'
import { versionsTexts } from './versions.texts.ts'
import styles from './versions.module.css'

/** A page of versions; each row leads to its version. */
export function VersionsTable({ appId, versions }: { appId: string; versions: readonly Version[] }) {
  const t = useTexts(versionsTexts)
  return (
    <Table
      label={t.title}
      columns={useColumns()}
      rows={versions}
      rowKey={idOf}
      rowLink={({ id }) => ({ to: '/apps/$appId/versions/$versionId', params: { appId, versionId: id } })}
    />
  )
}

const idOf = ({ id }: Version) => id

function useColumns(): readonly Column<Version>[] {
  const t = useTexts(versionsTexts)
  const { bytes, number, percent } = useFormat()
  const sayState = useWords(versionStates)
  const sayTrack = useWords(tracks)
  return [
    {
      key: 'version',
      label: t.version,
      cell: ({ version, version_code }) => (
        <span className={styles.name}>
          <span className={styles.version}>{version}</span>
          <span className={styles.small}>{t.code(number(version_code))}</span>
        </span>
      ),
    },
    { key: 'state', label: t.state, cell: ({ state }) => <Status state={state} label={sayState(state)} /> },
    { key: 'findings', label: t.findings, cell: ({ findings }) => <FindingsCount findings={findings} /> },
    {
      key: 'track',
      label: t.track,
      cell: ({ track, rollout_percent, state }) =>
        state === 'published' && rollout_percent < 100
          ? `${sayTrack(track)} · ${percent(rollout_percent / 100)}`
          : sayTrack(track),
    },
    { key: 'signer', label: t.signer, cell: ({ key_id }) => <Signer keyId={key_id} /> },
    {
      key: 'size',
      label: t.size,
      align: 'end',
      isNarrow: true,
      isSpare: true,
      cell: ({ size_bytes }) => bytes(size_bytes),
    },
    {
      key: 'uploaded',
      label: t.uploaded,
      align: 'end',
      isNarrow: true,
      cell: ({ created_at }) => <Time value={created_at} />,
    },
  ]
}
