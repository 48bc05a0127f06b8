import { useEffect, useRef } from 'react'
import type { KeyboardEvent } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { useTexts } from '../texts.ts'
import { createPlotOptions, plotTokens, toPlotData } from './chart-options.ts'
import type { PlotProps } from './chart-options.ts'
import { chartTexts } from './chart.texts.ts'
import { useColours } from './use-colours.ts'
import styles from './chart.module.css'

interface ChartPlotProps extends PlotProps {
  description: string
  /** The words for one point in time. */
  readAt: (at: number) => string
  at: number | undefined
  onAt: (at: number | undefined) => void
}

/** The picture of a chart. Arrow keys, Home and End move the crosshair; Escape takes it away. */
export default function ChartPlot(props: ChartPlotProps) {
  const { times, description, readAt, at, onAt } = props
  const t = useTexts(chartTexts)
  const box = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot>(null)
  const colours = useColours(box, plotTokens)
  const latest = useRef(props)
  useEffect(() => {
    latest.current = props
  })
  useEffect(() => {
    const target = canvas.current
    if (!target || !colours) return
    const { offsetWidth: width, offsetHeight: height } = target
    const told = (at: number | undefined) => latest.current.onAt(at)
    const made = new uPlot(
      { ...createPlotOptions(latest.current, colours, told), width, height },
      toPlotData(latest.current),
      target,
    )
    plot.current = made
    const observer = new ResizeObserver(() => made.setSize({ width: target.offsetWidth, height: target.offsetHeight }))
    observer.observe(target)
    return () => {
      observer.disconnect()
      made.destroy()
      plot.current = null
    }
    // A chart of other numbers is drawn anew.
  }, [colours, times, props.series, props.kind, props.markers, props.isLastOpen, props.formatTick, props.formatValue])
  const move = (event: KeyboardEvent) => {
    const last = times.length - 1
    const to = { ArrowLeft: (at ?? last + 1) - 1, ArrowRight: (at ?? -1) + 1, Home: 0, End: last }[event.key]
    if (event.key === 'Escape') return place(undefined)
    if (to === undefined) return
    event.preventDefault()
    place(Math.max(0, Math.min(last, to)))
  }
  const place = (to: number | undefined) => {
    onAt(to)
    const drawn = plot.current
    if (!drawn) return
    const left = to === undefined ? -1 : drawn.valToPos(drawn.data[0][to] ?? 0, 'x')
    drawn.setCursor({ left, top: to === undefined ? -1 : 0 }, false)
  }
  const shown = at ?? times.length - 1
  return (
    <div ref={box} className={styles.plot}>
      <div ref={canvas} className={styles.canvas} role="img" aria-label={description} />
      <div
        className={styles.cross}
        role="slider"
        tabIndex={0}
        aria-label={t.point}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, times.length - 1)}
        aria-valuenow={shown}
        aria-valuetext={readAt(shown)}
        onKeyDown={move}
        onBlur={() => place(undefined)}
      />
    </div>
  )
}
