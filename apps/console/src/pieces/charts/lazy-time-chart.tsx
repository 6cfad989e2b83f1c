import { lazy, Suspense } from 'react'

import type { TimeChartProps } from './time-chart.tsx'

const TimeChart = lazy(async () => ({ default: (await import('./time-chart.tsx')).TimeChart }))

/** As high as the chart before it is there: nothing jumps. */
export function LazyTimeChart(props: TimeChartProps) {
  const frame = props.isLow === true ? 'h-[200px]' : 'h-[300px]'
  return (
    <div role="img" aria-label={props.description} className={frame}>
      <Suspense fallback={<div className={`${frame} animate-pulse rounded-lg bg-kumo-tint`} aria-hidden />}>
        <TimeChart {...props} />
      </Suspense>
    </div>
  )
}
