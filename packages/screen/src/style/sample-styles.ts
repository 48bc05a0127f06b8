import { sampleDocument, type SampleDocument } from '../sample-document.ts'
import { createStyles, type Styles } from './styles.ts'
import { standardViewport, type Viewport } from './viewport.ts'

/** A shown document with styles, for tests. */
export interface SampleStyles extends SampleDocument {
  styles: Styles
  /** What had no effect: `path:line message`. */
  told: string[]
  /** One value of an element's style. */
  valueOf: (id: string, property: string) => string | undefined
  /** Updates and answers the ids, else tags, of who looks different. */
  update: (nowMs?: number) => string[]
}

/** Makes a document of the markup of a body and one sheet, `ui/app.rcss`, on a screen of 400 × 800 px with one px a dp. */
export function sampleStyles(body: string, rcss: string, viewport: Partial<Viewport> = {}): SampleStyles {
  const sample = sampleDocument(body)
  const told: string[] = []
  const styles = createStyles({
    viewport: { ...standardViewport, width: 400, height: 800, dpRatio: 1, ...viewport },
    warn: (message, place) => void told.push(`${place ? `${place.path}:${place.line}` : '-'} ${message}`),
  })
  styles.setSheets([{ path: 'ui/app.rcss', text: rcss }])
  styles.watch(sample.document)
  styles.update(0)
  return {
    ...sample,
    styles,
    told,
    valueOf: (id, property) => styles.styleOf(sample.get(id)).get(property),
    update: (nowMs = 0) => [...styles.update(nowMs)].map(({ id, tag }) => id || tag),
  }
}
