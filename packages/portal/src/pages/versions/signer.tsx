import { useQuery } from '@tanstack/react-query'
import { signingKeysQuery } from '../../queries/keys.ts'
import styles from './versions.module.css'

const shownCharacters = 12

/** The key that signed a package: by its name where it is an own one, else by the beginning of its fingerprint. */
export function Signer({ keyId }: { keyId: string }) {
  const { data: keys } = useQuery(signingKeysQuery)
  const name = keys?.find(({ key_id }) => key_id === keyId)?.name
  const fingerprint = <code className={styles.fingerprint}>{keyId.slice(0, shownCharacters)}</code>
  return (
    <span className={styles.signer} title={keyId}>
      {name !== undefined && <span>{name}</span>}
      {fingerprint}
    </span>
  )
}
