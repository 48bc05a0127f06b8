import type { Finding, Version } from '@mosis/api'
import { permissions as list } from '@mosis/format/permissions'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Badge } from '../../parts/badge.tsx'
import { Card } from '../../parts/card.tsx'
import { fileQuery } from '../../queries/package-files.ts'
import { showHidden } from '../../show-hidden.ts'
import { useTexts } from '../../texts.ts'
import { permissionRisks, permissionSentences, permissions as permissionNames } from '../../words/permissions.ts'
import { useWords } from '../../words/use-words.ts'
import { readNetwork } from './read-network.ts'
import type { Network } from './read-network.ts'
import { versionTexts } from './version.texts.ts'
import styles from './permissions-card.module.css'

/** What the app may do and where its data may go, and what the review found about either. */
export function PermissionsCard({ version }: { version: Version }) {
  const t = useTexts(versionTexts)
  const { data: manifest } = useQuery(fileQuery({ app_id: version.app_id, version_id: version.id }, 'manifest.json'))
  const network = manifest == null ? undefined : readNetwork(manifest)
  return (
    <Card title={t.permissionsTitle} lead={t.permissionsLead}>
      {version.permissions.length === 0 ? (
        <p>{t.noPermissions}</p>
      ) : (
        <ul className={styles.list}>
          {version.permissions.map((name) => (
            <Permission key={name} name={name} version={version} />
          ))}
        </ul>
      )}
      {network && version.permissions.some((name) => name.startsWith('network.')) && <Domains network={network} />}
    </Card>
  )
}

function Permission({ name, version }: { name: string; version: Version }) {
  const t = useTexts(versionTexts)
  const sayName = useWords(permissionNames)
  const saySentence = useWords(permissionSentences)
  const sayRisk = useWords(permissionRisks)
  const risk = list.find((each) => each.name === name)?.risk ?? 'normal'
  const finding = version.findings?.find((each) => isAbout(each, name))
  return (
    <li className={styles.item}>
      <p className={styles.head}>
        <span className={styles.name}>{sayName(name)}</span>
        {risk !== 'normal' && <Badge kind={risk === 'dangerous' ? 'warn' : 'bad'}>{sayRisk(risk)}</Badge>}
      </p>
      <p className={styles.soft}>{saySentence(name)}</p>
      {finding && (
        <Link
          to="/apps/$appId/versions/$versionId"
          params={{ appId: version.app_id, versionId: version.id }}
          search={{ tab: 'findings', rule: finding.code }}
          className={styles.found}
        >
          {finding.code === 'permission-unused' ? t.permissionUnused : t.permissionFound}
        </Link>
      )}
    </li>
  )
}

const isAbout = ({ code, message }: Finding, name: string) => code.startsWith('permission-') && message.includes(name)

function Domains({ network }: { network: Network }) {
  const t = useTexts(versionTexts)
  const { domains, allowsHttp } = network
  return (
    <div className={styles.domains}>
      <h4>{t.domains}</h4>
      {domains === undefined ? (
        <p>{t.anyDomain}</p>
      ) : (
        <ul className={styles.hosts}>
          {domains.map((domain) => (
            <li key={domain}>
              <code>{showHidden(domain)}</code>
            </li>
          ))}
        </ul>
      )}
      {allowsHttp && <Badge kind="bad">{t.allowsHttp}</Badge>}
    </div>
  )
}
