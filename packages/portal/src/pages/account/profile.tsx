import { useTexts } from '../../texts.ts'
import { useTitle } from '../../title.ts'
import styles from './account.module.css'
import { EmailSection } from './email-section.tsx'
import { NameSection } from './name-section.tsx'
import { profileTexts } from './profile.texts.ts'

/** How a person is called and where mails go. */
export function Profile() {
  useTitle(useTexts(profileTexts).title)
  return (
    <div className={styles.sections}>
      <NameSection />
      <EmailSection />
    </div>
  )
}
