import type { Screenshot } from '@mosis/api'
import { ArrowLeft, ArrowRight, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { words } from 'virtual:contract'
import { useFormat } from '../../format.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { FileDrop } from '../../parts/file-drop.tsx'
import { IconButton } from '../../parts/icon-button.tsx'
import { joinClasses } from '../../parts/join-classes.ts'
import { Notice } from '../../parts/notice.tsx'
import { ProgressBar } from '../../parts/progress-bar.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { VisuallyHidden } from '../../parts/visually-hidden.tsx'
import { useTexts } from '../../texts.ts'
import { useErrorWords } from '../../words/use-words.ts'
import { changedCaptions } from './listing-draft.ts'
import type { ListingProps } from './listing-form.tsx'
import { listingTexts } from './listing.texts.ts'
import { useScreenshots } from './use-screenshots.ts'
import type { RefusedFile } from './use-screenshots.ts'
import styles from './screenshots.module.css'

interface ScreenshotsProps extends ListingProps {
  onCaption: (id: string, caption: string) => void
}

const { maxBytes, minSide, maxSide, maxRatio, maxCount } = words.screenshotLimits
const noScreenshots: readonly Screenshot[] = []

/** The screenshots of one language: added, put in order by dragging or by buttons, captioned, and removed with a way back. */
export function Screenshots({ app, locale, listing, draft, mayEdit, onCaption }: ScreenshotsProps) {
  const t = useTexts(listingTexts)
  const { number, bytes } = useFormat()
  const screenshots = listing?.screenshots ?? noScreenshots
  const { sending, isSaving, refused, add, move, saveCaptions, remove } = useScreenshots(
    { appId: app.id, locale },
    screenshots,
  )
  const isCaptioned = listing !== undefined && changedCaptions(listing, draft).length > 0
  const limits = [number(maxCount), number(minSide), number(maxSide), number(maxRatio), bytes(maxBytes)] as const
  return (
    <Card
      title={t.screenshots}
      lead={mayEdit ? t.screenshotsLead(...limits) : undefined}
      foot={
        isCaptioned ? (
          <div className={styles.foot}>
            <Button onPress={() => void saveCaptions(draft.captions)} isPending={isSaving}>
              {t.saveCaptions}
            </Button>
            <span className={styles.note}>{t.unsaved}</span>
          </div>
        ) : undefined
      }
    >
      <div className={styles.stack}>
        {screenshots.length === 0 && listing && <p className={styles.soft}>{t.noScreenshots}</p>}
        {!listing && <p className={styles.soft}>{t.saveFirst}</p>}
        {screenshots.length > 0 && (
          <ShotList
            screenshots={screenshots}
            captions={draft.captions}
            locale={locale}
            mayEdit={mayEdit}
            onCaption={onCaption}
            onMove={move}
            onRemove={(screenshot) => void remove(screenshot)}
          />
        )}
        {refused.length > 0 && <Refused refused={refused} />}
        {sending && (
          <ProgressBar
            label={t.drop}
            share={(sending.at - 1) / sending.all}
            note={t.sending(sending.at, sending.all)}
          />
        )}
        {mayEdit && listing && (
          <FileDrop
            label={t.drop}
            isOptional
            isMany
            accept="image/png,image/jpeg,image/webp"
            isDisabled={sending !== undefined}
            onFiles={(files) => void add(files)}
          />
        )}
      </div>
    </Card>
  )
}

function Refused({ refused }: { refused: readonly RefusedFile[] }) {
  const t = useTexts(listingTexts)
  const sayWhy = useRefusalWords()
  return (
    <Notice kind="bad" isNew title={t.refused(refused.length)}>
      <ul className={styles.refused}>
        {refused.map((file, at) => (
          <li key={at}>{t.refusedFile(file.name, sayWhy(file))}</li>
        ))}
      </ul>
    </Notice>
  )
}

function useRefusalWords(): (file: RefusedFile) => string {
  const { faults } = useTexts(listingTexts)
  const { number, bytes } = useFormat()
  const say = useErrorWords()
  return (file) => {
    if ('error' in file) {
      const { message, fix } = say(file.error)
      return fix === '' ? message : `${message}. ${fix}.`
    }
    const { fault } = file
    if (fault.kind === 'tooLarge') return faults.tooLarge(bytes(fault.bytes), bytes(maxBytes))
    if (fault.kind === 'wrongSize') return faults.wrongSize(number(fault.width), number(fault.height))
    return fault.kind === 'tooMany' ? faults.tooMany(number(maxCount)) : faults.noPicture
  }
}

interface ShotListProps {
  screenshots: readonly Screenshot[]
  captions: Readonly<Record<string, string>>
  locale: string
  mayEdit: boolean
  onCaption: (id: string, caption: string) => void
  onMove: (from: number, to: number) => Promise<boolean>
  onRemove: (screenshot: Screenshot) => void
}

function ShotList({ screenshots, captions, locale, mayEdit, onCaption, onMove, onRemove }: ShotListProps) {
  const t = useTexts(listingTexts)
  const [dragged, setDragged] = useState<number>()
  const [over, setOver] = useState<number>()
  const [said, setSaid] = useState('')
  const all = screenshots.length
  const move = async (from: number, to: number) => {
    if (await onMove(from, to)) setSaid(t.moved(to + 1, all))
  }
  const stop = () => {
    setDragged(undefined)
    setOver(undefined)
  }
  return (
    <>
      <ol className={styles.shots}>
        {screenshots.map((screenshot, at) => (
          <li
            key={screenshot.id}
            className={joinClasses(
              styles.shot,
              at === dragged && styles.isDragged,
              at === over && at !== dragged && styles.isOver,
            )}
            onDragOver={(event) => {
              if (dragged === undefined) return
              event.preventDefault()
              setOver(at)
            }}
            onDrop={(event) => {
              if (dragged === undefined) return
              event.preventDefault()
              stop()
              void move(dragged, at)
            }}
          >
            <img
              src={screenshot.url}
              alt={screenshot.caption === '' ? t.screenshot(at + 1, all) : screenshot.caption}
              width={screenshot.width}
              height={screenshot.height}
              className={styles.picture}
              draggable={mayEdit}
              onDragStart={(event) => {
                event.dataTransfer.effectAllowed = 'move'
                setDragged(at)
              }}
              onDragEnd={stop}
            />
            <TextField
              label={t.caption(at + 1)}
              isLabelHidden
              isOptional
              readOnly={!mayEdit}
              lang={locale}
              dir="auto"
              maxLength={100}
              placeholder={mayEdit ? t.captionPlaceholder : undefined}
              value={captions[screenshot.id] ?? screenshot.caption}
              onChange={(caption) => onCaption(screenshot.id, caption)}
            />
            {mayEdit && (
              <Tools at={at} all={all} onMove={(to) => void move(at, to)} onRemove={() => onRemove(screenshot)} />
            )}
          </li>
        ))}
      </ol>
      <VisuallyHidden>
        <output>{said}</output>
      </VisuallyHidden>
    </>
  )
}

interface ToolsProps {
  at: number
  all: number
  onMove: (to: number) => void
  onRemove: () => void
}

function Tools({ at, all, onMove, onRemove }: ToolsProps) {
  const t = useTexts(listingTexts)
  // The browser forgets the focus of an element that moves; the same button of the same picture gets it again.
  const moveFrom = (button: HTMLElement, to: number) => {
    onMove(to)
    requestAnimationFrame(() => button.focus())
  }
  return (
    <div className={styles.tools}>
      <IconButton
        icon={ArrowLeft}
        size="small"
        label={t.earlier(at + 1)}
        isDisabled={at === 0}
        onPress={({ currentTarget }) => moveFrom(currentTarget, at - 1)}
      />
      <IconButton
        icon={ArrowRight}
        size="small"
        label={t.later(at + 1)}
        isDisabled={at === all - 1}
        onPress={({ currentTarget }) => moveFrom(currentTarget, at + 1)}
      />
      <span className={styles.place} aria-hidden>
        {at + 1}
      </span>
      <IconButton icon={Trash2} size="small" kind="danger" label={t.deleteShot(at + 1)} onPress={onRemove} />
    </div>
  )
}
