import { useQuery } from '@tanstack/react-query'

import { MAX_SERIES } from '../../pieces/charts/series-colours.ts'
import { ErrorState, LoadingState } from '../../pieces/feedback/states.tsx'
import { useFilters } from '../../pieces/list/use-filters.ts'
import { Page } from '../../pieces/page.tsx'
import { formatCount } from '../../pieces/text/format.ts'
import { SourceLine } from '../../pieces/text/source-line.tsx'
import { Time } from '../../pieces/text/time.tsx'
import { ExportMenu } from './export-menu.tsx'
import { forecastOf } from './forecast.ts'
import { stackOf } from './stack.ts'
import { UsageByDay } from './usage-by-day.tsx'
import { UsageFigures } from './usage-figures.tsx'
import { UsageFilters } from './usage-filters.tsx'
import { GROUPS, MEASURES, sumByDay, type Group, type Measure, type UsageLine } from './usage-line.ts'
import { usageQuery, type Asked, type UsageReply } from './usage-query.ts'
import { daysOf, RANGES, spanOf, type Range } from './usage-range.ts'
import { sumOf, sumsBy } from './usage-sums.ts'
import { NothingUsed, UsageTable } from './usage-table.tsx'
import { useDailyBudget } from './use-daily-budget.ts'

/** What was used and what it cost, by day; the URL holds range, group, measure and tenant. */
export function UsageScreen() {
  const [filters, setFilters] = useFilters('range', 'group', 'measure', 'tenant')
  const range: Range = RANGES.find((one) => one === filters.range) ?? '30d'
  const group: Group = GROUPS.find((one) => one === filters.group) ?? 'model'
  const measure: Measure = MEASURES.find((one) => one === filters.measure) ?? 'cost'
  const asked: Asked = { span: spanOf(range, Date.now()), group, tenant: filters.tenant }
  const { data, error, refetch, dataUpdatedAt } = useQuery(usageQuery(asked))
  return (
    <Page
      title="Usage & cost"
      description="Settled tokens and their price, by UTC day."
      actions={<ExportMenu asked={asked} />}
    >
      <UsageFilters filters={filters} setFilters={setFilters} usualRange="30d" />
      {error !== null && data === undefined && <ErrorState error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <LoadingState what="usage" />}
      {data !== undefined && <Loaded lines={data.data} asked={asked} measure={measure} />}
      {data !== undefined && (
        <SourceLine>
          From the tenants’ own ledgers, settled to <Time at={dataUpdatedAt} /> UTC. Answers that still run
          are not in it. {partInWords(data.tenants)}
        </SourceLine>
      )}
    </Page>
  )
}

/** Nobody should take a part of the tenants for all of them. */
function partInWords(tenants: UsageReply['tenants']): string | undefined {
  if (tenants === undefined || tenants.asked >= tenants.known) return undefined
  return `Shown are the ${tenants.asked} tenants that have used most of late, of ${formatCount(tenants.known)} that have used anything; exports hold all.`
}

interface LoadedProps {
  readonly lines: readonly UsageLine[]
  readonly asked: Asked
  readonly measure: Measure
}

function Loaded({ lines, asked, measure }: LoadedProps) {
  const { span, group, tenant } = asked
  const { daily, monthly } = useDailyBudget(tenant, measure)
  if (lines.length === 0) return <NothingUsed />
  const days = daysOf(span)
  const series = stackOf(lines, { days, group, measure, most: MAX_SERIES })
  const isThisMonth = span.from <= `${span.to.slice(0, 8)}01`
  const forecast = isThisMonth ? forecastOf(sumByDay(lines, measure), Date.now(), monthly) : undefined
  return (
    <>
      <UsageFigures sum={sumOf(lines)} measure={measure} forecast={forecast} />
      <UsageByDay days={days} series={series} measure={measure} budget={daily} />
      <UsageTable group={group} sums={sumsBy(lines, group)} />
    </>
  )
}
