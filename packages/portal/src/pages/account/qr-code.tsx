import { useMemo } from 'react'
import { encode } from 'uqr'
import styles from './qr-code.module.css'

/** Free modules around the code: with fewer, cameras do not find it. */
const border = 4

/** What a camera reads. Dark on white in both colour schemes: many read nothing else. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { size, path } = useMemo(() => drawQrCode(text), [text])
  const side = size + 2 * border
  return (
    <svg className={styles.code} viewBox={`${-border} ${-border} ${side} ${side}`} role="img" aria-label={label}>
      <rect className={styles.light} x={-border} y={-border} width={side} height={side} />
      <path className={styles.dark} d={path} />
    </svg>
  )
}

function drawQrCode(text: string): { size: number; path: string } {
  const { data, size } = encode(text, { ecc: 'M', border: 0 })
  const parts = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])))
  return { size, path: parts.join('') }
}
