import type { Io } from './io.ts'

/** Modules of light around the code; readers want some. */
const border = 2

/** A text as a QR code for this terminal; undefined where it cannot be drawn or is not wanted. */
export async function drawQr(
  { isTty, accessible, json, columns, errColor }: Io,
  text: string,
): Promise<string | undefined> {
  if (!isTty.stderr || accessible || json) return undefined
  const { renderUnicodeCompact } = await import('uqr')
  const lines = renderUnicodeCompact(text, { border }).split('\n')
  if (lines.some((line) => line.length > columns)) return undefined
  // Light on dark also where the terminal is dark on light.
  return lines.map((line) => errColor.bgBlack(errColor.whiteBright(line))).join('\n')
}
