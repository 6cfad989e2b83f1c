import { Tabs } from '@cloudflare/kumo/components/tabs'
import { useState } from 'react'

import { Card } from '../../pieces/card.tsx'
import { FigureTable } from '../../pieces/charts/figure-table.tsx'
import { LazyTimeChart } from '../../pieces/charts/lazy-time-chart.tsx'
import { Legend } from '../../pieces/charts/legend.tsx'
import { colourOf } from '../../pieces/charts/series-colours.ts'
import { useIsDark } from '../../pieces/charts/use-is-dark.ts'
import { formatCount, formatMoney, formatShort } from '../../pieces/text/format.ts'
import type { Series } from './stack.ts'
import type { Measure } from './usage-line.ts'

interface UsageByDayProps {
  readonly days: readonly string[]
  readonly series: readonly Series[]
  readonly measure: Measure
  readonly budget: { readonly value: number; readonly label: string } | undefined
}

function formatMeasure(measure: Measure): (value: number) => string {
  return (value) => (measure === 'cost' ? formatMoney(String(value)) : formatCount(Math.round(value)))
}

/** One card, two views of the same figures. */
export function UsageByDay({ days, series, measure, budget }: UsageByDayProps) {
  const [view, setView] = useState('chart')
  const isDark = useIsDark()
  const format = formatMeasure(measure)
  const short = measure === 'cost' ? format : formatShort
  const entries = series.map(({ name, total }, at) => ({
    name,
    colour: colourOf(at, isDark),
    value: format(total),
  }))
  const tabs = (
    <Tabs
      size="sm"
      tabs={[
        { value: 'chart', label: 'Chart' },
        { value: 'table', label: 'Table' },
      ]}
      value={view}
      onValueChange={setView}
    />
  )
  return (
    <Card title="By day" aside={tabs} flush>
      {view === 'table' ? (
        <FigureTable
          caption="Figures by day"
          file="usage-by-day"
          head="Day"
          times={days}
          columns={series.map(({ name, values }) => ({ name, values, format }))}
        />
      ) : (
        <div className="flex flex-col gap-3 p-4">
          <LazyTimeChart
            type="bar"
            times={days}
            series={series}
            format={short}
            budget={isInSight(series, days.length, budget?.value) ? budget : undefined}
            description={describe(days, series, format)}
          />
          <Legend entries={entries} />
          {budget !== undefined && <p className="text-xs text-kumo-subtle">Budget: {budget.label}.</p>}
        </div>
      )}
    </Card>
  )
}

const SIGHT = 0.2

/** A line far above every bar would press them flat. */
function isInSight(series: readonly Series[], days: number, budget = 0): boolean {
  const totals = Array.from({ length: days }, (_, at) =>
    series.reduce((sum, { values }) => sum + (values[at] ?? 0), 0),
  )
  return Math.max(...totals, 0) >= budget * SIGHT
}

function describe(
  days: readonly string[],
  series: readonly Series[],
  format: (value: number) => string,
): string {
  const parts = series.map(({ name, total }) => `${name} ${format(total)}`)
  return `Bars by day from ${days[0] ?? ''} to ${days.at(-1) ?? ''}: ${parts.join(', ')}. The table has every figure.`
}
