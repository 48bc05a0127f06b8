import type { Io } from './io.ts'
import { showDuration } from './duration.ts'

/** Tells on stderr how far something is. */
export interface Progress {
  /** A new stage begins. */
  stage: (number: number, of: number, text: string) => void
  /** More about the stage, where the line can be drawn again. */
  detail: (text: string) => void
  end: () => void
}

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']

/** One line that is drawn again in a terminal; elsewhere, and for accessibility, one line for each stage. */
export function startProgress(io: Io): Progress {
  const begun = io.now()
  return io.isTty.stderr && !io.accessible && !io.json ? redrawn(io, begun) : plain(io, begun)
}

/** A stage that is over within a second needs no line in a log. */
const worthMs = 1000

function plain(io: Io, begun: number): Progress {
  let last = ''
  let timer: NodeJS.Timeout | undefined
  return {
    stage(number, of, text) {
      const line = `stage ${number} of ${of}: ${text}`
      if (line === last) return
      last = line
      clearTimeout(timer)
      timer = setTimeout(() => io.err(`${line} (${showDuration(io.now() - begun)})\n`), worthMs)
      timer.unref()
    },
    detail: () => undefined,
    end: () => clearTimeout(timer),
  }
}

function redrawn(io: Io, begun: number): Progress {
  let text = ''
  let detail = ''
  let turn = 0
  const draw = () => {
    const rest = `${text}${detail && ` ${detail}`}  ${io.errColor.dim(showDuration(io.now() - begun))}`
    io.err(`\r\x1b[2K${io.errColor.cyan(frames[turn++ % frames.length])} ${rest}`)
  }
  const timer = setInterval(draw, 100)
  timer.unref()
  return {
    stage(number, of, name) {
      text = `${io.errColor.dim(`${number}/${of}`)} ${name}`
      detail = ''
      draw()
    },
    detail(more) {
      detail = more
    },
    end() {
      clearInterval(timer)
      io.err('\r\x1b[2K')
    },
  }
}
