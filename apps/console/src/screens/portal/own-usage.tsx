import type { Usage } from '@bulkhead/contracts/http/usage'
import { useQuery } from '@tanstack/react-query'

import { Card } from '../../pieces/card.tsx'
import { MAX_SERIES } from '../../pieces/charts/series-colours.ts'
import { ErrorState, LoadingState } from '../../pieces/feedback/states.tsx'
import { LimitBar } from '../../pieces/limit-bar.tsx'
import { useFilters } from '../../pieces/list/use-filters.ts'
import { SourceLine } from '../../pieces/text/source-line.tsx'
import { Time } from '../../pieces/text/time.tsx'
import { barsOf } from '../limits/bars-of.ts'
import { forecastOf } from '../usage/forecast.ts'
import { stackOf } from '../usage/stack.ts'
import { UsageByDay } from '../usage/usage-by-day.tsx'
import { UsageFigures } from '../usage/usage-figures.tsx'
import { UsageFilters } from '../usage/usage-filters.tsx'
import { MEASURES, sumByDay, type Measure } from '../usage/usage-line.ts'
import { daysOf, RANGES, spanOf, type Range } from '../usage/usage-range.ts'
import { sumOf, sumsBy } from '../usage/usage-sums.ts'
import { NothingUsed, UsageTable } from '../usage/usage-table.tsx'
import { budgetsOf } from '../usage/use-daily-budget.ts'
import type { Holder } from './holder.ts'
import { ownLinesOf } from './own-lines.ts'
import { ownUsageQuery } from './portal-api.ts'

/** The tenant's limits as bars, then what it used and what that cost. */
export function OwnUsage({ holder }: { readonly holder: Holder }) {
  const { data, error, refetch, dataUpdatedAt } = useQuery(ownUsageQuery(holder))
  if (data === undefined) {
    return error === null ? (
      <LoadingState what="usage" />
    ) : (
      <ErrorState error={error} retry={() => void refetch()} />
    )
  }
  return (
    <>
      <Card title="Limits">
        <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
          {barsOf(data.limits).map(({ resetsAt, ...bar }) => (
            <LimitBar
              key={bar.label}
              {...bar}
              note={
                resetsAt === undefined ? undefined : (
                  <>
                    Resets <Time at={resetsAt} relative />
                  </>
                )
              }
            />
          ))}
        </div>
      </Card>
      <OwnDays usage={data} />
      <SourceLine>
        From your own ledger, to the last settled token; read <Time at={dataUpdatedAt} /> UTC. Answers that
        still run are reserved in the bars.
      </SourceLine>
    </>
  )
}

/** What was used in a while, and what it cost; the URL holds range and measure. */
function OwnDays({ usage }: { readonly usage: Usage }) {
  const [filters, setFilters] = useFilters('range', 'measure')
  const range: Range = RANGES.find((one) => one === filters.range) ?? 'month'
  const measure: Measure = MEASURES.find((one) => one === filters.measure) ?? 'cost'
  const span = spanOf(range, Date.now())
  const days = daysOf(span)
  const lines = ownLinesOf(usage.days).filter(({ date = '' }) => date >= span.from && date <= span.to)
  const series = stackOf(lines, { days, group: 'model', measure, most: MAX_SERIES })
  const { daily, monthly } = budgetsOf(usage, measure)
  const forecast = range === 'month' ? forecastOf(sumByDay(lines, measure), Date.now(), monthly) : undefined
  return (
    <>
      <UsageFilters filters={filters} setFilters={setFilters} usualRange="month" isOwn />
      {lines.length === 0 ? (
        <Card flush>
          <NothingUsed />
        </Card>
      ) : (
        <>
          <UsageFigures sum={sumOf(lines)} measure={measure} forecast={forecast} />
          <UsageByDay days={days} series={series} measure={measure} budget={daily} />
          <UsageTable group="model" sums={sumsBy(lines, 'model')} />
        </>
      )}
    </>
  )
}
