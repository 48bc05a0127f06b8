import styles from './code-view.module.css'

/** The line that decides how wide code is, as far as its length tells. */
export function findLongest(lines: readonly string[]): string {
  return lines.reduce((longest, line) => (line.length > longest.length ? line : longest), '')
}

/**
 * Gives code its whole width from the beginning, though most of it is not laid out yet; else it would grow, and be laid out
 * anew, while somebody scrolls. Nobody sees, hears, finds or copies it.
 */
export function LongestLine({ text }: { text: string }) {
  return (
    <div className={styles.longest} aria-hidden>
      <code className={styles.text}>{text}</code>
    </div>
  )
}
