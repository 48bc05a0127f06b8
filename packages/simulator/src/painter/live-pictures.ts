import type { PaintedNode } from './nodes.ts'

/** Shows a frame of a live picture in every box that stands for it; null when it ended. */
export function drawLivePicture(nodes: Iterable<PaintedNode>, source: string, picture: ImageBitmap | null): void {
  for (const node of nodes) {
    if (node.kind !== 'element' || node.control?.kind !== 'video' || node.control.source !== source) continue
    const canvas = node.dom.querySelector<HTMLCanvasElement>(':scope > canvas.live')
    const context = canvas?.getContext('2d')
    if (!canvas || !context) continue
    if (picture && (canvas.width !== picture.width || canvas.height !== picture.height)) {
      canvas.width = picture.width
      canvas.height = picture.height
    }
    if (picture) context.drawImage(picture, 0, 0)
    else context.clearRect(0, 0, canvas.width, canvas.height)
  }
}
