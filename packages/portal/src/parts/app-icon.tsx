import { useState } from 'react'
import { joinClasses } from './join-classes.ts'
import { firstLetter } from './letters.ts'
import styles from './app-icon.module.css'

const sizesPx = { small: 24, medium: 32, large: 56, huge: 96 }

export interface AppIconProps {
  name: string
  /** Address of the picture; without one, or when it does not come, the first letter stands there. */
  src?: string | null
  size?: keyof typeof sizesPx
}

/** The picture of an app; its name stands beside it, so nothing is read out twice. */
export function AppIcon({ name, src, size = 'medium' }: AppIconProps) {
  const [brokenSrc, setBrokenSrc] = useState<string>()
  const className = joinClasses(styles.icon, size !== 'medium' && styles[size])
  if (src && src !== brokenSrc) {
    const px = sizesPx[size]
    return (
      <img
        src={src}
        alt=""
        width={px}
        height={px}
        loading="lazy"
        decoding="async"
        className={className}
        onError={() => setBrokenSrc(src)}
      />
    )
  }
  return (
    <span className={className} aria-hidden>
      {firstLetter(name).toLocaleUpperCase()}
    </span>
  )
}
