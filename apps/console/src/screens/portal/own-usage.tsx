import { useQuery } from '@tanstack/react-query'

import { Card } from '../../pieces/card.tsx'
import { MAX_SERIES } from '../../pieces/charts/series-colours.ts'
import { ErrorState, LoadingState } from '../../pieces/feedback/states.tsx'
import { LimitBar } from '../../pieces/limit-bar.tsx'
import { SourceLine } from '../../pieces/text/source-line.tsx'
import { Time } from '../../pieces/text/time.tsx'
import { barsOf } from '../limits/bars-of.ts'
import { forecastOf } from '../usage/forecast.ts'
import { stackOf } from '../usage/stack.ts'
import { UsageByDay } from '../usage/usage-by-day.tsx'
import { UsageFigures } from '../usage/usage-figures.tsx'
import { sumByDay } from '../usage/usage-line.ts'
import { daysOf, spanOf } from '../usage/usage-range.ts'
import { sumOf, sumsBy } from '../usage/usage-sums.ts'
import { NothingUsed, UsageTable } from '../usage/usage-table.tsx'
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
  const span = spanOf('30d', Date.now())
  const days = daysOf(span)
  const lines = ownLinesOf(data.days).filter(({ date = '' }) => date >= span.from)
  const series = stackOf(lines, { days, group: 'model', measure: 'tokens', most: MAX_SERIES })
  const limit = data.limits.tokensPerDay?.limit
  const forecast = forecastOf(sumByDay(lines, 'tokens'), Date.now(), data.limits.tokensPerMonth?.limit)
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
      {lines.length === 0 ? (
        <Card flush>
          <NothingUsed />
        </Card>
      ) : (
        <>
          <UsageFigures sum={sumOf(lines)} measure="tokens" forecast={forecast} />
          <UsageByDay
            days={days}
            series={series}
            measure="tokens"
            budget={limit === undefined ? undefined : { value: limit, label: 'budget of a day' }}
          />
          <UsageTable group="model" sums={sumsBy(lines, 'model')} />
        </>
      )}
      <SourceLine>
        From your own ledger, to the last settled token; read <Time at={dataUpdatedAt} /> UTC. Answers that
        still run are reserved in the bars.
      </SourceLine>
    </>
  )
}
