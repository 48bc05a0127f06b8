import type { Patch, Snapshot } from '@mosis/screen'
import type { FromWorker } from './messages.ts'

/** What is on the screen, as it goes to whoever paints it. */
export interface Paintable {
  snapshot(number: number): Snapshot
  /** What is different since the last snapshot or patch, if anything. */
  takePatch(number: number): Patch | undefined
}

/** Sends the screen to those who paint it, in numbered updates. */
export interface Painting {
  readonly isWatched: boolean
  setWatched(isWatched: boolean): void
  /** Another screen, or one that looks the same in other files: everybody gets it whole. */
  renew(): void
  /** Sends what became different, unless those who paint are behind already. */
  send(): void
  /** Sends the whole screen to those who have nothing to begin with. */
  sendWhole(): void
  /** An update has arrived. */
  taken(): void
}

/** Updates on their way at the same time; who is slower gets fewer and larger ones. */
const maxOnTheWay = 2

interface PaintingOptions {
  post: (message: FromWorker) => void
  paintable: () => Paintable
  /** There is room again for an update that was held back. */
  onRoom: () => void
}

export function createPainting({ post, paintable, onRoom }: PaintingOptions): Painting {
  let number = 0
  let onTheWay = 0
  let isWatched = false
  let isNew = true
  let isHeldBack = false

  function send() {
    if (!isWatched) return
    isHeldBack = onTheWay >= maxOnTheWay
    if (!isHeldBack) sendNow()
  }

  function sendNow() {
    const update = isNew ? paintable().snapshot(number + 1) : paintable().takePatch(number + 1)
    isNew = false
    if (!update) return
    number += 1
    onTheWay += 1
    post({ type: 'screen', update, isAsked: false })
  }

  return {
    get isWatched() {
      return isWatched
    },
    setWatched(watched) {
      isWatched = watched
      isNew = true
      isHeldBack = false
    },
    renew() {
      isNew = true
    },
    send,
    sendWhole() {
      // What the others lack goes to them first, so that all stand at the same number.
      sendNow()
      onTheWay += 1
      post({ type: 'screen', update: paintable().snapshot(number), isAsked: true })
    },
    taken() {
      onTheWay -= 1
      if (isHeldBack && onTheWay < maxOnTheWay) onRoom()
    },
  }
}
