import type { Screenshot } from '@mosis/api'
import { useState } from 'react'
import { words } from 'virtual:contract'
import { useToasts } from '../../parts/toast.tsx'
import {
  addScreenshot,
  arrangeScreenshots,
  deleteScreenshot,
  readScreenshot,
  useShowScreenshots,
} from '../../queries/listings.ts'
import type { ListingRef } from '../../queries/listings.ts'
import { useTexts } from '../../texts.ts'
import { useErrorWords } from '../../words/use-words.ts'
import { checkPicture } from './check-picture.ts'
import type { PictureFault } from './check-picture.ts'
import { listingTexts } from './listing.texts.ts'

/** A file that was not taken, and why: what the page saw itself, or what the portal answered. */
export type RefusedFile = { name: string } & ({ fault: PictureFault } | { error: unknown })

/** Everything that is done with the screenshots of a listing; each step stands in the store at once. */
export function useScreenshots(ref: ListingRef, screenshots: readonly Screenshot[]) {
  const t = useTexts(listingTexts)
  const say = useErrorWords()
  const toasts = useToasts()
  const show = useShowScreenshots(ref)
  const [sending, setSending] = useState<{ at: number; all: number }>()
  const [isSaving, setIsSaving] = useState(false)
  const [refused, setRefused] = useState<readonly RefusedFile[]>([])
  const fail = (what: string, error: unknown) => toasts.bad(`${what}. ${say(error).message}`)

  async function add(files: readonly File[]): Promise<void> {
    const refusals: RefusedFile[] = []
    let count = screenshots.length
    setRefused([])
    // One after the other: they stand in the order in which they were chosen.
    for (const [index, file] of files.entries()) {
      setSending({ at: index + 1, all: files.length })
      const { name } = file
      const isFull = count >= words.screenshotLimits.maxCount
      const fault = isFull ? ({ kind: 'tooMany' } as const) : await checkPicture(file)
      if (fault) {
        refusals.push({ name, fault })
        continue
      }
      try {
        const all = await addScreenshot(ref, file)
        count = all.length
        show(all)
      } catch (error) {
        refusals.push({ name, error })
      }
    }
    setSending(undefined)
    setRefused(refusals)
    const added = files.length - refusals.length
    if (added > 0) toasts.good(t.added(added))
  }

  async function move(from: number, to: number): Promise<boolean> {
    const moved = screenshots[from]
    if (!moved || to < 0 || to >= screenshots.length || from === to) return false
    const next = screenshots.toSpliced(from, 1).toSpliced(to, 0, moved)
    show(next)
    try {
      show(
        await arrangeScreenshots(
          ref,
          next.map(({ id }) => ({ id })),
        ),
      )
      return true
    } catch (error) {
      show([...screenshots])
      fail(t.moveFailed, error)
      return false
    }
  }

  async function saveCaptions(captions: Readonly<Record<string, string>>): Promise<void> {
    setIsSaving(true)
    try {
      show(
        await arrangeScreenshots(
          ref,
          screenshots.map(({ id, caption }) => ({ id, caption: captions[id] ?? caption })),
        ),
      )
      toasts.good(t.captionsSaved)
    } catch (error) {
      fail(t.captionsFailed, error)
    }
    setIsSaving(false)
  }

  async function remove(screenshot: Screenshot): Promise<void> {
    try {
      const picture = await readScreenshot(screenshot)
      await deleteScreenshot(ref, screenshot.id)
      show(screenshots.filter(({ id }) => id !== screenshot.id))
      const place = screenshots.indexOf(screenshot)
      toasts.good(t.deleted, { label: t.undo, onPress: () => void bringBack(picture, screenshot.caption, place) })
    } catch (error) {
      fail(t.deleteFailed, error)
    }
  }

  /** Sends the picture again and puts it where it stood. */
  async function bringBack(picture: Blob, caption: string, place: number): Promise<void> {
    try {
      const all = await addScreenshot(ref, picture, caption === '' ? undefined : caption)
      const back = all.at(-1)
      const others = all.slice(0, -1)
      const order = back ? others.toSpliced(place, 0, back) : others
      show(
        await arrangeScreenshots(
          ref,
          order.map(({ id }) => ({ id })),
        ),
      )
      toasts.good(t.restored)
    } catch (error) {
      fail(t.restoreFailed, error)
    }
  }

  return { sending, isSaving, refused, add, move, saveCaptions, remove }
}
