import { joinClasses } from './join-classes.ts'
import { firstLetter } from './letters.ts'
import styles from './avatar.module.css'

/** A person as the first letters of the name; the name itself stands beside it or names the button around it. */
export function Avatar({ name, size = 'medium' }: { name: string; size?: 'small' | 'medium' | 'large' }) {
  return (
    <span
      className={joinClasses(styles.avatar, size !== 'medium' && styles[size])}
      aria-hidden
      data-letters={initialsOf(name)}
    />
  )
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u)
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word = '') => firstLetter(word))
  return letters.join('').toLocaleUpperCase()
}
