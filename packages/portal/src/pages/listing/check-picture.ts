import { words } from 'virtual:contract'

const { maxBytes, minSide, maxSide, maxRatio } = words.screenshotLimits

/** Why a picture is not sent at all; the portal would refuse it for the same reason. */
export type PictureFault =
  | { kind: 'tooLarge'; bytes: number }
  | { kind: 'wrongSize'; width: number; height: number }
  | { kind: 'noPicture' }
  | { kind: 'tooMany' }

/** Looks at a picture before it is sent. */
export async function checkPicture(file: Blob): Promise<PictureFault | undefined> {
  if (file.size > maxBytes) return { kind: 'tooLarge', bytes: file.size }
  const size = await measure(file)
  if (!size) return { kind: 'noPicture' }
  const { width, height } = size
  const [short, long] = [Math.min(width, height), Math.max(width, height)]
  const isRight = short >= minSide && long <= maxSide && long <= short * maxRatio
  return isRight ? undefined : { kind: 'wrongSize', width, height }
}

async function measure(file: Blob): Promise<{ width: number; height: number } | undefined> {
  try {
    const bitmap = await createImageBitmap(file)
    const { width, height } = bitmap
    bitmap.close()
    return { width, height }
  } catch {
    // The browser cannot decode it; nor can the portal.
    return undefined
  }
}
