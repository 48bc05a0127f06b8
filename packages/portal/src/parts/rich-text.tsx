import { findLinks } from './find-links.ts'
import styles from './rich-text.module.css'

/** What somebody else wrote: paragraphs and web addresses as links, and nothing else of it means anything. */
export function RichText({ text }: { text: string }) {
  const paragraphs = text
    .replaceAll('\r\n', '\n')
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
  return (
    <div className={styles.text}>
      {paragraphs.map((paragraph, at) => (
        <p key={at}>
          {findLinks(paragraph).map((piece, at) =>
            piece.href === undefined ? (
              piece.text
            ) : (
              <a key={at} href={piece.href} rel="nofollow noopener noreferrer ugc">
                {piece.text}
              </a>
            ),
          )}
        </p>
      ))}
    </div>
  )
}
