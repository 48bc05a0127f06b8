/** The screen that a document is shown on; what `@media` asks and what units count in. */
export interface Viewport {
  /** In px. */
  width: number
  height: number
  /** How many px one dp is; also `resolution` in `@media`, in `x`. */
  dpRatio: number
  theme: 'light' | 'dark'
  /** How much larger the person wants texts; multiplies every font size that is not relative to another. */
  textScale: number
}

/** The phone that is shown when nothing else is asked for. */
export const standardViewport: Viewport = { width: 540, height: 960, dpRatio: 1.5, theme: 'light', textScale: 1 }
