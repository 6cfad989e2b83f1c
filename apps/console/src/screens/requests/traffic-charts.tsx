import { LazyTimeChart } from '../../pieces/charts/lazy-time-chart.tsx'
import { Legend } from '../../pieces/charts/legend.tsx'
import { colourOf } from '../../pieces/charts/series-colours.ts'
import { useIsDark } from '../../pieces/charts/use-is-dark.ts'
import { formatCount, formatMs, formatShort } from '../../pieces/text/format.ts'
import type { Traffic } from './traffic-query.ts'
import { doneIn, latencyInWords, outcomesInWords } from './traffic-words.ts'

/** How long requests took, beside what came of them. Nothing jumps when the figures come. */
export function TrafficCharts({ traffic }: { readonly traffic: Traffic | undefined }) {
  return (
    <div className="grid gap-x-6 gap-y-4 p-4 lg:grid-cols-2">
      {traffic === undefined ? (
        <div className="h-[226px] lg:col-span-2" aria-busy />
      ) : (
        <>
          <Latency buckets={traffic.buckets} />
          <Outcomes buckets={traffic.buckets} />
        </>
      )}
    </div>
  )
}

function Latency({ buckets }: Pick<Traffic, 'buckets'>) {
  const series = [
    { name: 'half took at most', values: buckets.map(({ p50Ms }) => p50Ms) },
    { name: '95 % took at most', values: buckets.map(({ p95Ms }) => p95Ms) },
  ]
  const shown = series.map((one) => {
    const known = one.values.filter((value) => value !== null)
    return { ...one, note: known.length === 0 ? '–' : `up to ${formatMs(Math.max(...known))}` }
  })
  return (
    <Chart
      type="line"
      buckets={buckets}
      series={shown}
      format={formatMs}
      description={latencyInWords(buckets)}
    />
  )
}

function Outcomes({ buckets }: Pick<Traffic, 'buckets'>) {
  const series = [
    { name: 'done', values: buckets.map(doneIn) },
    { name: 'refused (4xx)', values: buckets.map(({ refused }) => refused) },
    { name: 'failed (5xx)', values: buckets.map(({ failed }) => failed) },
  ]
  const shown = series.map((one) => {
    return { ...one, note: formatCount(one.values.reduce((sum, value) => sum + value, 0)) }
  })
  return (
    <Chart
      type="bar"
      buckets={buckets}
      series={shown}
      format={formatShort}
      description={outcomesInWords(buckets)}
    />
  )
}

interface ChartProps extends Pick<Traffic, 'buckets'> {
  readonly type: 'bar' | 'line'
  readonly series: readonly {
    readonly name: string
    readonly note: string
    readonly values: readonly (number | null)[]
  }[]
  readonly format: (value: number) => string
  readonly description: string
}

function Chart({ type, buckets, series, format, description }: ChartProps) {
  const isDark = useIsDark()
  return (
    <div className="flex min-w-0 flex-col gap-2.5">
      <Legend
        entries={series.map(({ name, note }, at) => ({ name, value: note, colour: colourOf(at, isDark) }))}
      />
      <LazyTimeChart
        type={type}
        isLow
        times={buckets.map(({ at }) => at)}
        series={series}
        format={format}
        description={description}
      />
    </div>
  )
}
