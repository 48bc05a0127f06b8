import { useTexts } from '../../texts.ts'
import { useTitle } from '../../title.ts'
import styles from './account.module.css'
import { dataTexts } from './data.texts.ts'
import { DeleteAccount } from './delete-account.tsx'
import { ExportAccount } from './export-account.tsx'

/** Taking one's data along, and going. */
export function YourData() {
  useTitle(useTexts(dataTexts).title)
  return (
    <div className={styles.sections}>
      <ExportAccount />
      <DeleteAccount />
    </div>
  )
}
