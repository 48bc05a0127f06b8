import { Languages, Monitor, Moon, Sun } from 'lucide-react'
import { languages, useLanguage } from '../language.tsx'
import { Menu, MenuItem } from '../parts/menu.tsx'
import { useTexts } from '../texts.ts'
import { themes, useTheme } from '../theme.ts'
import { shellTexts } from './shell.texts.ts'

const themeIcons = { system: Monitor, light: Sun, dark: Moon }

/** Language and colours of this browser. */
export function Choices() {
  const t = useTexts(shellTexts)
  const { language, choose: chooseLanguage } = useLanguage()
  const { theme, choose: chooseTheme } = useTheme()
  const ThemeIcon = themeIcons[theme]
  return (
    <>
      <Menu label={t.language} trigger={<Languages size={20} strokeWidth={1.5} aria-hidden />}>
        {languages.map((each) => (
          <MenuItem key={each} isChosen={each === language} lang={each} onAction={() => chooseLanguage(each)}>
            {t.languages[each]}
          </MenuItem>
        ))}
      </Menu>
      <Menu label={t.theme} trigger={<ThemeIcon size={20} strokeWidth={1.5} aria-hidden />}>
        {themes.map((each) => (
          <MenuItem key={each} icon={themeIcons[each]} isChosen={each === theme} onAction={() => chooseTheme(each)}>
            {t.themes[each]}
          </MenuItem>
        ))}
      </Menu>
    </>
  )
}
