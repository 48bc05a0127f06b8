import type { InputError } from '@mosis/api'
import { Link } from '@tanstack/react-router'
import { PortalError } from '../../call.ts'
import { useFormat } from '../../format.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { Notice } from '../../parts/notice.tsx'
import { showHidden } from '../../show-hidden.ts'
import { useTexts } from '../../texts.ts'
import { useErrorWords, useFindingWords } from '../../words/use-words.ts'
import { newVersionTexts } from './new-version.texts.ts'
import styles from './new-version.module.css'

interface PackageRefusalProps {
  fileName: string
  error: unknown
  onAgain: () => void
}

/** Why the portal does not take a package: each fault with its place and what to do about it. */
export function PackageRefusal({ fileName, error, onAgain }: PackageRefusalProps) {
  const t = useTexts(newVersionTexts)
  const { message, fix, lang } = useErrorWords()(error)
  const faults = error instanceof PortalError ? error.errors : []
  return (
    <div className={styles.stack}>
      <Notice
        kind="bad"
        isNew
        title={t.refusedTitle}
        actions={
          <Button size="small" onPress={onAgain}>
            {t.uploadAgain}
          </Button>
        }
      >
        <p className={styles.fileName}>{showHidden(fileName)}</p>
        {faults.length === 0 && (
          <>
            <p lang={lang}>{message}</p>
            {fix !== '' && (
              <p lang={lang}>
                {t.fix}: {fix}
              </p>
            )}
          </>
        )}
      </Notice>
      {faults.length > 0 && (
        <Card title={t.refusedCount} isFlush>
          <ol className={styles.faults}>
            {faults.map((fault, at) => (
              <Fault key={at} fault={fault} />
            ))}
          </ol>
        </Card>
      )}
    </div>
  )
}

function Fault({ fault }: { fault: InputError }) {
  const t = useTexts(newVersionTexts)
  const { number } = useFormat()
  const { message, fix } = useFindingWords()(fault)
  const { code, path, line, offset } = fault
  const place = [
    path === undefined ? t.wholePackage : showHidden(path),
    ...(line === undefined ? [] : [t.line(number(line))]),
    ...(line === undefined && offset !== undefined ? [t.byte(number(offset))] : []),
  ].join(' · ')
  return (
    <li className={styles.fault}>
      <p className={styles.place}>
        <bdi>{place}</bdi>
        <Link
          to="."
          search={(old) => ({ ...old, rule: code })}
          resetScroll={false}
          aria-label={t.rule(code)}
          className={styles.code}
        >
          {code}
        </Link>
      </p>
      <p lang={message.lang} className={styles.message}>
        {showHidden(message.text)}
      </p>
      {fix.text !== '' && (
        <p className={styles.soft}>
          {t.fix}: <span lang={fix.lang}>{fix.text}</span>
        </p>
      )}
    </li>
  )
}
