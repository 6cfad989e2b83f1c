import { TimeseriesChart } from '@cloudflare/kumo/components/chart'
import { BarChart } from 'echarts/charts'
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
  MarkLineComponent,
  ToolboxComponent,
  TooltipComponent,
])

export interface DayBarsProps {
  readonly days: readonly string[]
  readonly series: readonly { readonly name: string; readonly values: readonly number[] }[]
  readonly format: (value: number) => string
  /** What the picture shows, for whoever does not see it. */
  readonly description: string
  /** A line across: the budget of a day. */
  readonly budget?: { readonly value: number; readonly label: string } | undefined
}

const HEIGHT = 300
const MOST_TICKS = 8
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })

/** The axis names the first of a month besides its regular days: those next to it would run into it. */
function tickOf(ms: number): string {
  const day = new Date(ms).getUTCDate()
  return day === 2 || day === 31 ? '' : DAY.format(ms)
}

/** Bars by UTC day, stacked. Heavy: loaded only where it is shown. */
export function DayBars({ days, series, format, description, budget }: DayBarsProps) {
  const isDark = useIsDark()
  const data = series.map(({ name, values }, index) => ({
    name,
    color: colourOf(index, isDark),
    data: days.map((day, at): [number, number] => [Date.parse(day), values[at] ?? 0]),
  }))
  return (
    <TimeseriesChart
      echarts={echarts}
      type="bar"
      data={data}
      height={HEIGHT}
      xAxisTickCount={Math.min(days.length, MOST_TICKS)}
      isDarkMode={isDark}
      xAxisTickFormat={tickOf}
      yAxisTickFormat={format}
      tooltipValueFormat={format}
      ariaDescription={description}
      {...(budget === undefined
        ? {}
        : { thresholds: [{ ...budget, color: isDark ? '#ff9d8f' : '#b3261e' }] })}
    />
  )
}
