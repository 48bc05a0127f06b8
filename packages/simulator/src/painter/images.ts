import type { PaintControl } from '@mosis/screen'
import type { NodeHost } from './nodes.ts'

type ImageControl = Extract<PaintControl, { kind: 'image' }>

/** No picture on a screen is drawn larger than this, in px. */
const maxSide = 4096

/** A picture that takes part in the layout by its own size. Parts and tints of pictures are drawn, whole ones are shown. */
export function createImage(
  control: ImageControl,
  host: NodeHost,
): { dom: HTMLElement; setControl: (control: PaintControl) => void } {
  const canvas = host.page.createElement('canvas')
  const image = host.page.createElement('img')
  const isDrawn = control.part !== undefined || control.tint !== undefined || control.width !== undefined
  const dom = isDrawn ? canvas : image
  let now = control
  image.draggable = false
  // Without a text in its place a picture that is not there takes no room.
  image.alt = ''
  image.addEventListener('load', () => {
    if (isDrawn) draw(canvas, image, now)
    host.onLayout()
  })
  set(control)
  return { dom, setControl: (control) => control.kind === 'image' && set(control) }

  function set(control: ImageControl): void {
    const isOther = image.getAttribute('data-asset') !== control.source
    now = control
    if (isDrawn) resize(canvas, control)
    if (isOther) {
      image.setAttribute('data-asset', control.source)
      if (control.source === '') image.removeAttribute('src')
      else image.src = host.assetUrl(control.source)
    } else if (isDrawn && image.complete) draw(canvas, image, control)
  }
}

/** The picture's own size is that of the canvas; it takes part in the layout before the picture is there. */
function resize(canvas: HTMLCanvasElement, { width = 0, height = 0 }: ImageControl): void {
  canvas.width = Math.min(Math.max(Math.round(width), 0), maxSide)
  canvas.height = Math.min(Math.max(Math.round(height), 0), maxSide)
}

function draw(canvas: HTMLCanvasElement, image: HTMLImageElement, control: ImageControl): void {
  const { part, tint } = control
  const { x, y, width, height } = part ?? { x: 0, y: 0, width: image.naturalWidth, height: image.naturalHeight }
  if (control.width === undefined) resize(canvas, { ...control, width: Math.abs(width), height: Math.abs(height) })
  const context = canvas.getContext('2d')
  if (!context || image.naturalWidth === 0) return
  const paint = () => context.drawImage(image, x, y, width, height, 0, 0, canvas.width, canvas.height)
  paint()
  if (tint === undefined) return
  context.globalCompositeOperation = 'multiply'
  context.fillStyle = tint.slice(0, 7)
  context.fillRect(0, 0, canvas.width, canvas.height)
  // Multiplying filled what was empty; the picture's own shape comes back with the tint's alpha.
  context.globalCompositeOperation = 'destination-in'
  context.globalAlpha = Number.parseInt(tint.slice(7, 9) || 'ff', 16) / 255
  paint()
}
