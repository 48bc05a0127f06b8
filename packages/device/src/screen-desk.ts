import type { ScreenUpdate, Viewport } from '@mosis/screen'
import type { FromWorker, ToWorker } from './app-worker/messages.ts'
import type { RunningScreen, UpdateListener } from './running-screen.ts'

/** Hands the updates of an app's screen to all who paint it. */
export interface ScreenDesk {
  screen: RunningScreen
  receive(message: FromWorker & { type: 'screen' }): void
}

interface Watcher {
  listener: UpdateListener
  /** It has a picture to which patches can be applied. */
  isFollowing: boolean
  isBusy: boolean
}

export function createScreenDesk(
  post: (message: ToWorker) => void,
  setViewport: (viewport: Viewport) => void,
): ScreenDesk {
  const watchers = new Set<Watcher>()

  function askWhole(watcher: Watcher) {
    watcher.isFollowing = false
    if (!watcher.isBusy) post({ type: 'snapshot' })
  }

  function give(watcher: Watcher, update: ScreenUpdate) {
    watcher.isFollowing = true
    const taken = watcher.listener(update)
    if (!(taken instanceof Promise)) return
    watcher.isBusy = true
    const goOn = () => {
      watcher.isBusy = false
      if (watchers.has(watcher) && !watcher.isFollowing) askWhole(watcher)
    }
    // Whoever cannot take it is gone; its program stops watching.
    void taken.then(goOn, goOn)
  }

  return {
    screen: {
      watch(listener) {
        const watcher = { listener, isFollowing: false, isBusy: false }
        watchers.add(watcher)
        if (watchers.size === 1) post({ type: 'watched', isWatched: true })
        askWhole(watcher)
        return () => {
          if (watchers.delete(watcher) && watchers.size === 0) post({ type: 'watched', isWatched: false })
        }
      },
      input(input) {
        if (input.kind === 'viewport') setViewport(input.viewport)
        else post({ type: 'input', input })
      },
      requestSnapshot() {
        for (const watcher of watchers) askWhole(watcher)
      },
    },
    receive({ update, isAsked }) {
      post({ type: 'taken' })
      for (const watcher of watchers) {
        const isForIt = isAsked ? !watcher.isFollowing : watcher.isFollowing || update.kind === 'snapshot'
        if (!isForIt) continue
        if (watcher.isBusy) watcher.isFollowing = false
        else give(watcher, update)
      }
    },
  }
}
