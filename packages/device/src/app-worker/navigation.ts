import { LuaError } from '@mosis/sandbox'
import type { Sandbox } from '@mosis/sandbox'
import { assetName, resolveAsset } from './package-files.ts'
import type { PackageFiles } from './package-files.ts'
import { DocumentError } from './screen/screen-host.ts'
import type { AppScreen } from './screen/screen-host.ts'

/** The stack of screens of a running app. */
export interface Navigation {
  /** Opens the entry document; rejects when it cannot be shown. */
  start(entry: string): Promise<void>
  /** Goes back as the device's own button does; false on the first screen. */
  back(): boolean
  /** Goes to the first screen; false when it is there. */
  home(): boolean
  /** The screens from the first one to the one that is shown. */
  stack(): string[]
  /** Opens these screens one after the other, as a person went from one to the next; rejects when one cannot be shown. */
  restore(screens: readonly string[]): Promise<void>
  /** Settled when no screen is being opened any more. */
  settled(): Promise<void>
}

interface NavigationOptions {
  sandbox: Sandbox
  screen: AppScreen
  files: PackageFiles
  onLoading: (isLoading: boolean) => void
  /** A screen that was navigated to could not be opened; the one before is on the screen. */
  onFailed: (path: string, error: unknown) => void
  /** No screen is left: the entry was cut off, or the screen to go back to. */
  onEnded: (error: unknown) => void
  onShown: () => void
}

/** The oldest screens are forgotten: going back further than this is no use to a person. */
const maxScreens = 64

/** Gives Lua `navigateTo`, `goBack`, `goHome` and `getCurrentScreen`. */
export function installNavigation(options: NavigationOptions): Navigation {
  const { sandbox, screen, files, onLoading, onFailed, onEnded, onShown } = options
  /** Paths from the package root; the last one is, or will be, on the screen. */
  let stack: string[] = []
  /** The stack of the screen that is shown. */
  let shown: string[] = []
  let opening: Promise<void> = Promise.resolve()
  let isWaiting = false
  let isRestoring = false

  async function open(path: string) {
    onLoading(true)
    try {
      await screen.openDocument(path)
      shown = stack
      onShown()
    } finally {
      onLoading(false)
    }
  }

  /**
   * A screen is opened when the handler that asked for it has ended or waits: its document must not go away under it. Of
   * several that are asked for at once only the last is opened.
   */
  function moveTo(next: string[]): boolean {
    // The screens that come back know where they lead.
    if (isRestoring) return true
    stack = next
    if (!isWaiting) opening = opening.then(nextTurn).then(openTop)
    isWaiting = true
    return true
  }

  async function openTop() {
    isWaiting = false
    const wanted = stack
    const path = wanted.at(-1)
    if (sandbox.isStopped || path === undefined) return
    try {
      await open(path)
    } catch (error) {
      if (stack === wanted) stack = shown
      onFailed(path, error)
      if (isCutOff(error)) await reopen(path, error)
    }
  }

  /** A load that was cut off ends its screen; a person is taken back to the one before. */
  async function reopen(path: string, error: unknown) {
    const previous = stack.at(-1)
    try {
      if (previous === undefined || path === stack[0]) throw error
      await open(previous)
    } catch (reason) {
      onEnded(reason)
    }
  }

  sandbox.setGlobal('navigateTo', (call) => {
    const asked = call.text(1, 'path')
    const path = resolveAsset(asked)
    if (!files.has(path)) {
      throw new LuaError('navigation.not_found', `Cannot navigate to "${asked}": the package has no file "${path}"`)
    }
    return moveTo([...stack, path].slice(-maxScreens))
  })
  const back = () => stack.length > 1 && moveTo(stack.slice(0, -1))
  sandbox.setGlobal('goBack', back)
  const home = () => stack.length > 1 && moveTo(stack.slice(0, 1))
  sandbox.setGlobal('goHome', home)
  sandbox.setGlobal('getCurrentScreen', () => {
    const path = stack.at(-1)
    return path === undefined ? undefined : assetName(path)
  })

  return {
    async start(entry) {
      stack = [entry]
      await open(entry)
    },
    back,
    home,
    stack: () => [...shown],
    async restore(screens) {
      isRestoring = true
      try {
        for (const path of screens) {
          stack = [...stack, path]
          await open(path)
        }
      } finally {
        isRestoring = false
      }
    },
    async settled() {
      // Screens that navigate on while they load may do so for ever.
      for (let round = 0; round < maxRounds; round++) await opening
    },
  }
}

const maxRounds = 10

const isCutOff = (error: unknown) => error instanceof DocumentError && error.code === 'document.cut_off'

const nextTurn = () => new Promise<void>((resolve) => void setImmediate(resolve))
