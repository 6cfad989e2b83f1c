import { lazy, Suspense } from 'react'

import type { DayBarsProps } from './time-chart.tsx'

const DayBars = lazy(async () => ({ default: (await import('./time-chart.tsx')).DayBars }))

/** As high as the chart before it is there: nothing jumps. */
export function LazyDayBars(props: DayBarsProps) {
  return (
    <div role="img" aria-label={props.description} className="min-h-[300px]">
      <Suspense fallback={<div className="h-[300px] animate-pulse rounded-lg bg-kumo-tint" aria-hidden />}>
        <DayBars {...props} />
      </Suspense>
    </div>
  )
}
