import type { PaintFont } from '@mosis/screen'

/** Fonts of one painter, under names that no font of the computer has. */
export interface PainterFonts {
  /** Loads what is not loaded and lets go of what is gone. */
  set(fonts: readonly PaintFont[]): void
  /** Settles when all that were asked for are loaded or cannot be. */
  settled(): Promise<void>
  close(): void
}

/** More fonts than any document needs. */
const maxFonts = 64

/** Loads fonts from `assetUrl`; `onLoad` is called whenever one came, since texts have other sizes then. */
export function createPainterFonts(
  page: Document,
  assetUrl: (path: string) => string,
  onLoad: () => void,
): PainterFonts {
  const view = page.defaultView!
  const faces = new Map<string, { face?: FontFace; isGone: boolean; done: Promise<void> }>()
  return {
    set(fonts) {
      const wanted = new Map(fonts.slice(0, maxFonts).map((font) => [JSON.stringify(font), font]))
      for (const [key, loaded] of faces) {
        if (wanted.has(key)) continue
        loaded.isGone = true
        if (loaded.face) page.fonts.delete(loaded.face)
        faces.delete(key)
      }
      for (const [key, font] of wanted) {
        if (!faces.has(key)) faces.set(key, load(font))
      }
    },
    async settled() {
      await Promise.all([...faces.values()].map(({ done }) => done))
    },
    close() {
      for (const loaded of faces.values()) {
        loaded.isGone = true
        if (loaded.face) page.fonts.delete(loaded.face)
      }
      faces.clear()
    },
  }

  function load(font: PaintFont): { face?: FontFace; isGone: boolean; done: Promise<void> } {
    const loaded: { face?: FontFace; isGone: boolean; done: Promise<void> } = { isGone: false, done: Promise.resolve() }
    // A font that cannot be read leaves its texts in another one; the app's developer hears of it from validation.
    loaded.done = read(font).then(
      (face) => {
        if (loaded.isGone) return
        loaded.face = face
        page.fonts.add(face)
        onLoad()
      },
      () => {},
    )
    return loaded
  }

  async function read({ family, source, weight, style }: PaintFont): Promise<FontFace> {
    const answer = await view.fetch(assetUrl(source))
    if (!answer.ok) throw new Error(`${source}: ${answer.status}`)
    const bytes = await answer.arrayBuffer()
    const face = new view.FontFace(`mosis ${family.toLowerCase()}`, bytes, { weight, style, ...readHeights(bytes) })
    await face.load()
    return face
  }
}

/**
 * How far letters reach above and below the line, as FreeType and so RmlUi take it: from the `hhea` table. Browsers may prefer other
 * tables of the same font, and lines would lie elsewhere.
 */
function readHeights(
  bytes: ArrayBuffer,
): Pick<FontFaceDescriptors, 'ascentOverride' | 'descentOverride' | 'lineGapOverride'> {
  const head = findTable(bytes, 'head')
  const hhea = findTable(bytes, 'hhea')
  if (!head || !hhea || head.byteLength < 20 || hhea.byteLength < 10) return {}
  const unitsPerEm = head.getUint16(18)
  const ascent = hhea.getInt16(4) / unitsPerEm
  const descent = -hhea.getInt16(6) / unitsPerEm
  if (!(ascent > 0 && ascent < 10 && descent >= 0 && descent < 10)) return {}
  return { ascentOverride: `${ascent * 100}%`, descentOverride: `${descent * 100}%`, lineGapOverride: '0%' }
}

function findTable(bytes: ArrayBuffer, name: string): DataView | undefined {
  const view = new DataView(bytes)
  if (bytes.byteLength < 12) return undefined
  const count = view.getUint16(4)
  for (let at = 12; at + 16 <= bytes.byteLength && at < 12 + count * 16; at += 16) {
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((index) => view.getUint8(at + index)))
    const offset = view.getUint32(at + 8)
    const size = view.getUint32(at + 12)
    if (tag === name) return offset + size <= bytes.byteLength ? new DataView(bytes, offset, size) : undefined
  }
  return undefined
}
