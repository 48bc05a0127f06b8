import { Download, Printer } from 'lucide-react'
import { Button } from '../../parts/button.tsx'
import { CopyButton } from '../../parts/copy-button.tsx'
import { Notice } from '../../parts/notice.tsx'
import { saveFile } from '../../save-file.ts'
import { useAccount } from '../../session.ts'
import { useTexts } from '../../texts.ts'
import styles from './recovery-codes.module.css'
import { securityTexts } from './security.texts.ts'

/** The recovery codes, this once: to copy, to save and to print. */
export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const t = useTexts(securityTexts)
  const { email } = useAccount()
  const title = t.codesOf(email)
  const text = `${title}\n\n${codes.join('\n')}\n`
  return (
    <>
      <Notice kind="warn" title={t.codesOnce}>
        {t.codesWhere}
      </Notice>
      <div className={styles.sheet}>
        <p className={styles.title}>{title}</p>
        <ol className={styles.codes}>
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ol>
      </div>
      <div className={styles.tools}>
        <CopyButton text={codes.join('\n')} label={t.copyCodes} size="medium" />
        <Button
          icon={Download}
          onPress={() => saveFile(text, { name: 'mosis-recovery-codes.txt', type: 'text/plain' })}
        >
          {t.download}
        </Button>
        <Button icon={Printer} onPress={() => globalThis.print()}>
          {t.print}
        </Button>
      </div>
      <Button kind="primary" isWide onPress={onKept}>
        {t.kept}
      </Button>
    </>
  )
}
