import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { SearchField } from '../../parts/search-field.tsx'
import { allAppsQuery } from '../../queries/admin.ts'
import { useTexts } from '../../texts.ts'
import styles from './admin.module.css'
import { adminTexts } from './admin.texts.ts'
import { moreTexts } from './more.texts.ts'

interface FindAppProps {
  /** Those that are chosen already. */
  without: readonly string[]
  isPending: boolean
  onChoose: (id: string) => void
}

const mostShown = 8

/** Finds a published app by name or id. */
export function FindApp({ without, isPending, onChoose }: FindAppProps) {
  const t = useTexts(moreTexts)
  const common = useTexts(adminTexts)
  const [words, setWords] = useState('')
  const field = useRef<HTMLDivElement>(null)
  const apps = useQuery({
    ...allAppsQuery({ q: words, state: 'published', sort: 'downloads', limit: mostShown + without.length }),
    enabled: words !== '',
  })
  const found =
    words === '' ? [] : (apps.data?.apps ?? []).filter(({ id }) => !without.includes(id)).slice(0, mostShown)
  const choose = (id: string) => {
    onChoose(id)
    setWords('')
    // The button goes with the list that it stands in; the next app is looked for here.
    field.current?.querySelector('input')?.focus()
  }
  return (
    <div ref={field} className={styles.find}>
      <SearchField label={t.addLabel} hint={t.addHint} value={words} onSearch={setWords} />
      {words !== '' && apps.data && found.length === 0 && <p role="status">{common.noneTitle}</p>}
      {found.length > 0 && (
        <Card isFlush>
          <ul className={styles.ordered}>
            {found.map(({ id, name }) => (
              <li key={id}>
                <span className={styles.grow}>
                  <span className={styles.name}>{name}</span>
                  <code className={styles.soft}>{id}</code>
                </span>
                <Button size="small" icon={Plus} isDisabled={isPending} onPress={() => choose(id)}>
                  {t.addThis(name)}
                </Button>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </div>
  )
}
