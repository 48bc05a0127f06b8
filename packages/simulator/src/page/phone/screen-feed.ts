import type { ScreenUpdate } from '@mosis/screen'
import { createPainter } from '../../painter/index.ts'
import type { Painter } from '../../painter/index.ts'
import { fromBase64 } from '../base64.ts'
import { store } from '../store.ts'

/** Brings what the phone sends to the painter, whenever that is on the page. */
class ScreenFeed {
  #painter: Painter | undefined
  #root: HTMLElement | undefined
  /** Of several pages one tells where boxes lie; the phone says which. */
  #isReporting = false
  #rootId: number | null = null
  readonly #frames = new Map<string, ImageBitmap>()

  /** Paints into this element from now on. */
  mount(root: HTMLElement): () => void {
    const painter = createPainter(root, {
      assetUrl: (path) => `/files/${store.state.phone?.reload?.number ?? 0}/${encodePath(path)}`,
      send: (input) => store.connection.input(input),
      requestSnapshot: () => store.connection.requestSnapshot(),
      isReporting: this.#isReporting,
    })
    this.#painter = painter
    this.#root = root
    store.connection.requestSnapshot()
    return () => {
      this.#painter = undefined
      painter.close()
    }
  }

  take(update: ScreenUpdate): void {
    this.#painter?.apply(update)
    this.#noteBackground(update)
    this.#drawFrames(update)
    if (update.kind !== 'snapshot') return
    // A picture of the page may be taken now.
    void document.fonts.ready.then(() => requestAnimationFrame(() => Object.assign(globalThis, { mosisReady: true })))
  }

  /** The phone's bars go on in the colour of the document. */
  #noteBackground(update: ScreenUpdate) {
    const { background } = store.state
    let next = background
    if (update.kind === 'snapshot') {
      this.#rootId = update.root?.id ?? null
      const painted = update.root?.kind === 'element' ? update.root.style['background-color'] : undefined
      next = opaque(painted) ?? opaque(update.background) ?? null
    } else {
      for (const op of update.ops) {
        if (op.op === 'style' && op.id === this.#rootId) next = opaque(op.style['background-color']) ?? next
      }
    }
    if (next !== background) store.set({ background: next })
    // What lies under the document shines through at its edges where the phone is scaled.
    const ground = this.#root?.shadowRoot?.querySelector<HTMLElement>('.screen')
    if (next !== null) ground?.style.setProperty('background-color', next)
  }

  setReporting(isReporting: boolean): void {
    this.#isReporting = isReporting
    this.#painter?.setReporting(isReporting)
  }

  /** A frame of a live picture, such as the camera's; null when it ended. */
  async takePicture(source: string, picture: { type: string; base64: string } | null): Promise<void> {
    const frame = picture && (await createImageBitmap(new Blob([fromBase64(picture.base64)], { type: picture.type })))
    this.#painter?.drawVideo(source, frame)
    this.#frames.get(source)?.close()
    if (frame) this.#frames.set(source, frame)
    else this.#frames.delete(source)
  }

  /** What shows a live picture may come after its frame. */
  #drawFrames(update: ScreenUpdate) {
    const hasNew = update.kind === 'snapshot' || update.ops.some(({ op }) => op === 'add' || op === 'control')
    if (hasNew) for (const [source, frame] of this.#frames) this.#painter?.drawVideo(source, frame)
  }

  /** The painted element at a place of the window. */
  idAt(x: number, y: number): number | undefined {
    return this.#painter?.idAt(x, y)
  }
}

export const screenFeed = new ScreenFeed()

const encodePath = (path: string) => path.split('/').map(encodeURIComponent).join('/')

/** A colour that hides what is behind it, as `#rrggbb`. */
function opaque(color: string | null | undefined): string | undefined {
  const [, digits, alpha = 'ff'] = /^#([0-9a-f]{6})([0-9a-f]{2})?$/i.exec(color ?? '') ?? []
  return digits !== undefined && alpha.toLowerCase() === 'ff' ? `#${digits}` : undefined
}
