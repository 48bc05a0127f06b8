// Runs in the page of a Chromium without a window: paints one snapshot, and says when its pictures and fonts are there.
import type { Snapshot } from '@mosis/screen'
import { createPainter } from '../painter/index.ts'

declare global {
  var paintSnapshot: (snapshot: Snapshot, assets: Record<string, string>) => Promise<void>
}

globalThis.paintSnapshot = async (snapshot, assets) => {
  document.body.style.margin = '0'
  document.body.style.overflow = 'hidden'
  const root = document.createElement('div')
  root.style.width = `${snapshot.viewport.width}px`
  root.style.height = `${snapshot.viewport.height}px`
  document.body.replaceChildren(root)
  const painter = createPainter(root, {
    // A file that is not there shows nothing, as on the phone.
    assetUrl: (path) => assets[path] ?? 'data:,',
    send: () => undefined,
    requestSnapshot: () => undefined,
    isReporting: false,
  })
  painter.apply(snapshot)
  await painter.settled()
  const images = [...(root.shadowRoot?.querySelectorAll('img') ?? [])]
  await Promise.all(images.map((image) => image.decode().catch(() => undefined)))
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
}
