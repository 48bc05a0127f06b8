import { cutLines } from './cut-code.ts'
import type { CodeLanguage } from './cut-code.ts'
import styles from './code-view.module.css'

/** Lines in the colours of their language. */
export function CodeWords({ lines, language }: { lines: readonly string[]; language: CodeLanguage }) {
  return cutLines(lines, language).map(({ kind, text }, at) =>
    kind === 'plain' ? (
      text
    ) : (
      <span key={at} className={styles[kind]}>
        {text}
      </span>
    ),
  )
}
