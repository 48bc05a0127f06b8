import uPlot from 'uplot'
import { aloneIn, bucketMs, middlesOf, pickNamed } from './chart-data.ts'
import type { ChartData, ChartMarker } from './chart-data.ts'

export interface PlotProps extends ChartData {
  kind: 'line' | 'area' | 'bar'
  formatValue: (value: number) => string
  /** Short, for the axis. */
  formatTick: (time: string) => string
}

/** What is painted in which token. */
export const plotTokens = {
  series1: '--series-1',
  series2: '--series-2',
  series3: '--series-3',
  series4: '--series-4',
  series5: '--series-5',
  series6: '--series-6',
  text: '--ink-soft',
  line: '--line',
  edge: '--edge',
  ground: '--surface',
} as const

type Colours = Readonly<Record<keyof typeof plotTokens, string>>

const font = '12px "Inter Variable", "Inter Fallback", sans-serif'
/** With some air: "22. Okt." and "Oct 22" are about 45 px wide. */
const nameWidth = 72
const wholeSteps = Array.from({ length: 10 }, (_, power) => [1, 2, 5].map((step) => step * 10 ** power)).flat()
/** Where colours cannot tell the series apart, their strokes do. */
const dashes = [[], [6, 3], [2, 2], [8, 3, 2, 3], [12, 4], [1, 3]]

/** Seconds on the way along; a second row for each series whose last bucket is not over. */
export function toPlotData({ times, series, isLastOpen = false, kind }: PlotProps): uPlot.AlignedData {
  const rows = series.flatMap(({ values }) => {
    if (!isLastOpen) return [[...values]]
    const last = values.length - 1
    const from = kind === 'bar' ? last : last - 1
    return [
      values.map((value, at) => (at === last ? null : value)),
      values.map((value, at) => (at >= from ? value : null)),
    ]
  })
  return [middlesOf(times), ...rows]
}

export function createPlotOptions(
  props: PlotProps,
  colours: Colours,
  told: (at: number | undefined) => void,
): Omit<uPlot.Options, 'width' | 'height'> {
  const { formatValue, formatTick, markers = [], times, series } = props
  const middles = middlesOf(times)
  const names = new Map(middles.map((middle, at) => [middle, formatTick(times[at] ?? '')]))
  const areWhole = series.every(({ values }) => values.every((value) => value === null || Number.isInteger(value)))
  const axis = { font, stroke: colours.text, ticks: { show: false } }
  return {
    legend: { show: false },
    padding: [markers.length > 0 ? 18 : 6, 20, 0, 0],
    cursor: {
      y: false,
      drag: { x: false, y: false },
      points: { size: 7, fill: colours.ground, width: 2 },
    },
    scales: {
      x: { time: true, range: (_plot, least, most) => besides(props, least, most) },
      y: { range: (_plot, _least, most) => [0, roundUp(most)] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        values: (_plot, splits) => splits.map((middle) => names.get(middle) ?? ''),
        size: 34,
        gap: 8,
        splits: (plot) => pickNamed(times.length, Math.floor(plot.width / nameWidth)).map((at) => middles[at] ?? 0),
      },
      {
        ...axis,
        grid: { stroke: colours.line, width: 1 },
        size: (_plot, values) => 16 + 7 * Math.max(2, ...(values ?? []).map((value) => value.length)),
        values: (_plot, splits) => splits.map(formatValue),
        // There is no half of a device.
        ...(areWhole && { incrs: wholeSteps }),
      },
    ],
    series: [{}, ...createSeries(props, colours)],
    hooks: {
      setCursor: [({ cursor: { idx, left = -1 } }) => told(idx == null || left < 0 ? undefined : idx)],
      draw: [(plot) => drawMarkers(plot, markers, colours)],
    },
  }
}

function createSeries({ series, kind, isLastOpen = false }: PlotProps, colours: Colours): uPlot.Series[] {
  const isForced = matchMedia('(forced-colors: active)').matches
  return series.flatMap(({ label }, at) => {
    const stroke = [
      colours.series1,
      colours.series2,
      colours.series3,
      colours.series4,
      colours.series5,
      colours.series6,
    ][at % 6]
    const base = {
      label,
      stroke,
      width: kind === 'bar' ? 1 : 2,
      points:
        kind === 'bar'
          ? { show: false }
          : {
              show: true,
              size: 5,
              fill: stroke,
              filter: (plot: uPlot, row: number) => aloneIn([...(plot.data[row] ?? [])]),
            },
      ...(kind === 'bar' && { paths: uPlot.paths.bars?.({ size: [0.7, 40], radius: 0.15 }) }),
    }
    const solid = {
      ...base,
      fill: kind === 'line' ? undefined : kind === 'bar' ? stroke : withAlpha(stroke ?? '', 0.14),
      dash: isForced ? dashes[at % dashes.length] : undefined,
    }
    return isLastOpen ? [solid, { ...base, dash: [3, 3], fill: undefined }] : [solid]
  })
}

function drawMarkers(plot: uPlot, markers: readonly ChartMarker[], colours: Colours): void {
  const { ctx, bbox } = plot
  const scale = devicePixelRatio
  ctx.save()
  ctx.font = font.replace('12px', `${11 * scale}px`)
  // Whatever was drawn before left its own.
  ctx.textAlign = 'left'
  ctx.textBaseline = 'alphabetic'
  ctx.strokeStyle = colours.edge
  ctx.fillStyle = colours.text
  ctx.lineWidth = scale
  ctx.setLineDash([4 * scale, 3 * scale])
  let freeFrom = 0
  for (const { time, label } of markers) {
    const x = plot.valToPos(Date.parse(time) / 1000, 'x', true)
    if (x < bbox.left || x > bbox.left + bbox.width) continue
    ctx.beginPath()
    ctx.moveTo(x, bbox.top)
    ctx.lineTo(x, bbox.top + bbox.height)
    ctx.stroke()
    const width = ctx.measureText(label).width
    const left = Math.min(x - width / 2, bbox.left + bbox.width - width)
    // Names that would lie on each other are left out; the table has all of them.
    if (left < freeFrom) continue
    ctx.fillText(label, left, bbox.top - 6 * scale)
    freeFrom = left + width + 6 * scale
  }
  ctx.restore()
}

/** Values stand in the middle of their buckets: half a bucket more on both sides. */
function besides({ times }: PlotProps, least: number, most: number): [number, number] {
  const half = bucketMs(times) / 2000
  return [least - half, most + half]
}

/** The next round number, so that the line never touches the top. */
function roundUp(most: number | null): number {
  if (most === null || most <= 0) return 1
  const size = 10 ** Math.floor(Math.log10(most))
  return Math.ceil((most * 1.05) / (size / 2)) * (size / 2)
}

function withAlpha(colour: string, alpha: number): string {
  return colour.startsWith('rgb(') ? colour.replace('rgb(', 'rgba(').replace(')', `, ${alpha})`) : colour
}
