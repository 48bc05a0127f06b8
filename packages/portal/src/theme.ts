import { useState } from 'react'
import { writeChoice } from './choices.ts'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** The colours of the page: `data-theme` of the root element, which the server has written. */
export function useTheme(): { theme: Theme; choose: (theme: Theme) => void } {
  const [theme, setTheme] = useState(() => themeOf(document.documentElement.dataset.theme))
  const choose = (chosen: Theme) => {
    writeChoice('mosis_theme', chosen)
    document.documentElement.dataset.theme = chosen
    setTheme(chosen)
  }
  return { theme, choose }
}

const themeOf = (text: string | undefined): Theme => themes.find((theme) => theme === text) ?? 'system'
