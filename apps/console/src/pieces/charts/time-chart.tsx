import { TimeseriesChart } from '@cloudflare/kumo/components/chart'
import { BarChart, LineChart } from 'echarts/charts'
import {
  AriaComponent,
  BrushComponent,
  GridComponent,
  MarkLineComponent,
  ToolboxComponent,
  TooltipComponent,
} from 'echarts/components'
import * as echarts from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'

import { colourOf } from './series-colours.ts'
import { useIsDark } from './use-is-dark.ts'

echarts.use([
  AriaComponent,
  BarChart,
  BrushComponent,
  CanvasRenderer,
  GridComponent,
  LineChart,
  MarkLineComponent,
  ToolboxComponent,
  TooltipComponent,
])

export interface TimeChartProps {
  /** Stacked bars, or lines beside each other. */
  readonly type: 'bar' | 'line'
  /** Days or moments, in UTC. */
  readonly times: readonly string[]
  /** Values in the order of the times; null where there is none. */
  readonly series: readonly { readonly name: string; readonly values: readonly (number | null)[] }[]
  readonly format: (value: number) => string
  /** What the picture shows, for whoever does not see it. */
  readonly description: string
  /** A line across: the budget of a day. */
  readonly budget?: { readonly value: number; readonly label: string } | undefined
  /** Left out: as on a page of its own. */
  readonly isLow?: boolean
}

const HEIGHT = 300
const LOW_HEIGHT = 200
const MOST_TICKS = 8
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })

/** The axis names the first of a month besides its regular days: those next to it would run into it. */
function dayOf(ms: number): string {
  const day = new Date(ms).getUTCDate()
  return day === 2 || day === 31 ? '' : DAY.format(ms)
}

function clockOf(ms: number): string {
  return new Date(ms).toISOString().slice(11, 16)
}

/** On a phone eight labels are too many. Merged with what the chart sets itself. */
function hideOverlaps(chart: echarts.ECharts | null): void {
  chart?.setOption({ grid: {}, xAxis: { type: 'time', axisLabel: { hideOverlap: true } }, yAxis: {} })
}

/** Over days or hours of UTC. Heavy: loaded only where it is shown. */
export function TimeChart(props: TimeChartProps) {
  const { type, times, series, format, description, budget, isLow = false } = props
  const isDark = useIsDark()
  const data = series.map(({ name, values }, index) => ({
    name,
    color: colourOf(index, isDark),
    data: times.flatMap((time, at): [number, number][] => {
      const value = values[at] ?? null
      return value === null ? [] : [[Date.parse(time), value]]
    }),
  }))
  const isByDay = times[0]?.length === 'YYYY-MM-DD'.length
  return (
    <TimeseriesChart
      ref={hideOverlaps}
      echarts={echarts}
      type={type}
      data={data}
      height={isLow ? LOW_HEIGHT : HEIGHT}
      xAxisTickCount={Math.min(times.length, MOST_TICKS)}
      isDarkMode={isDark}
      xAxisTickFormat={isByDay ? dayOf : clockOf}
      yAxisTickFormat={format}
      tooltipValueFormat={format}
      ariaDescription={description}
      {...(budget === undefined
        ? {}
        : { thresholds: [{ ...budget, color: isDark ? '#ff9d8f' : '#b3261e' }] })}
    />
  )
}
