import {
  createInteraction,
  createPainterFeed,
  createReportedLayout,
  createStyles,
  dispatch,
  readImageSize,
  type Bindings,
  type NodeId,
  type PainterFeed,
  type ReportedLayout,
  type ScreenDocument,
  type ScreenElement,
  type ScreenInput,
  type SheetSource,
  type Styles,
} from '@mosis/screen'
import { systemFamily, systemFonts } from '../../system-fonts.ts'
import type { AppScreenHost } from './screen-host.ts'

/** One document as it looks: its styles, its data, where its elements lie and what painters know of it. */
export interface View {
  readonly document: ScreenDocument
  readonly styles: Styles
  readonly bindings: Bindings
  /** What painters know; made when it is first needed. */
  feed(): PainterFeed
  /** The name of an element for those who look into the document, painted or not. */
  idOf(element: ScreenElement): NodeId
  elementOf(id: NodeId): ScreenElement | undefined
  /** Brings bindings, styles and what moves up to date. */
  update(nowMs: number): void
  handle(input: ScreenInput): void
  setSheets(sheets: readonly SheetSource[]): void
  setWatched(isWatched: boolean): void
  /** The viewport is another. */
  applyViewport(): void
  close(): void
}

interface ViewOptions {
  document: ScreenDocument
  sheets: readonly SheetSource[]
  bindings: Bindings
  host: AppScreenHost
  isWatched: boolean
  imageSizes: ImageSizes
}

/** Sizes of images, read once. */
export interface ImageSizes {
  sizeOf(path: string): { width: number; height: number } | undefined
  forget(): void
}

export function createView({ document, sheets, bindings, host, isWatched, imageSizes }: ViewOptions): View {
  let feed: PainterFeed | undefined
  let layout: ReportedLayout | undefined
  const unpainted = new WeakMap<ScreenElement, NodeId>()
  const unpaintedById = new Map<NodeId, WeakRef<ScreenElement>>()

  let viewport = host.viewport()
  const styles = createStyles({
    viewport,
    warn: (text, place) => host.log({ level: 'warning', text, path: place?.path ?? document.path, line: place?.line }),
  })
  styles.setSheets([...sheets])
  const stopStyles = styles.watch(document)
  document.styles = styles
  const elementOf = (id: NodeId) => feed?.elementOf(id) ?? unpaintedById.get(id)?.deref()
  const interaction = createInteraction(document, { nodeOf: elementOf, now: () => host.now() })
  const stopChanges = document.changes.watch(() => host.onChange())
  setWatched(isWatched)

  function getFeed(): PainterFeed {
    feed ??= createPainterFeed({
      document,
      styles,
      ids: host.ids,
      viewport: () => host.viewport(),
      fonts: () => systemFonts,
      standardFamily: systemFamily,
      warn: (text) => host.log({ level: 'warning', text, path: document.path }),
      imageSize: (path) => imageSizes.sizeOf(path),
      ...(host.background !== undefined && { background: host.background }),
    })
    return feed
  }

  function dropFeed() {
    feed?.close()
    feed = undefined
    layout = undefined
    document.layout = null
  }

  function setWatched(watched: boolean) {
    if (!watched) {
      dropFeed()
      return
    }
    layout ??= createReportedLayout(getFeed())
    document.layout = layout
  }

  return {
    document,
    styles,
    bindings,
    feed: getFeed,
    idOf(element) {
      const painted = feed?.idOf(element)
      if (painted !== undefined) return painted
      let id = unpainted.get(element)
      if (id === undefined) {
        id = host.ids.next()
        unpainted.set(element, id)
        unpaintedById.set(id, new WeakRef(element))
      }
      return id
    },
    elementOf,
    update(nowMs) {
      bindings.update()
      const restyled = styles.update(nowMs)
      feed?.restyled(restyled)
    },
    handle(input) {
      if (input.kind === 'boxes') layout?.report(input.rows, input.removed)
      else interaction.handle(input)
    },
    setSheets: (next) => styles.setSheets([...next]),
    setWatched,
    applyViewport() {
      const { width, height, dpRatio } = viewport
      viewport = host.viewport()
      styles.setViewport(viewport)
      const isResized = width !== viewport.width || height !== viewport.height || dpRatio !== viewport.dpRatio
      if (isResized) dispatch(document.body, 'resize')
    },
    close() {
      stopStyles()
      stopChanges()
      dropFeed()
    },
  }
}

/** Reads what it is asked for out of the package. */
export function createImageSizes(host: AppScreenHost): ImageSizes {
  const known = new Map<string, { width: number; height: number } | undefined>()
  return {
    sizeOf(path) {
      if (!known.has(path)) known.set(path, readSize(host, path))
      return known.get(path)
    },
    forget: () => known.clear(),
  }
}

function readSize(host: AppScreenHost, path: string) {
  try {
    return readImageSize(host.readBytes(path), path)
  } catch {
    // There is no such file: nothing is drawn.
    return undefined
  }
}
