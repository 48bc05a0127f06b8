import type { ScreenElement } from './element.ts'

/** What elements show in the place of their background, such as `camera`; apps cannot set it by themselves. */
const shown = new WeakMap<ScreenElement, string>()

/** Makes an element show a live picture by the name of its source, or no more. */
export function showVideo(element: ScreenElement, source: string | null): void {
  if (source === null) shown.delete(element)
  else shown.set(element, source)
  if (element.isConnected) element.document.changes.tell({ kind: 'attribute', element, name: 'video' })
}

/** The source of the live picture that an element shows. */
export function videoOf(element: ScreenElement): string | undefined {
  return shown.get(element)
}
