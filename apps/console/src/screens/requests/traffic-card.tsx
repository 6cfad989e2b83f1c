import { Tabs } from '@cloudflare/kumo/components/tabs'
import { useQuery } from '@tanstack/react-query'
import { memo, useState } from 'react'

import { Card } from '../../pieces/card.tsx'
import { FigureTable } from '../../pieces/charts/figure-table.tsx'
import { ErrorState } from '../../pieces/feedback/states.tsx'
import { FilterSelect } from '../../pieces/list/filter-select.tsx'
import { formatCount, formatMs } from '../../pieces/text/format.ts'
import { Time } from '../../pieces/text/time.tsx'
import { TrafficCharts } from './traffic-charts.tsx'
import { SPANS, trafficQuery, type Step, type Traffic } from './traffic-query.ts'
import { gapsInWords } from './traffic-words.ts'

interface TrafficCardProps {
  readonly step: Step
  readonly tenant: string | undefined
  readonly route: string | undefined
  readonly onFilter: (changed: { readonly step: string | undefined }) => void
}

const VIEWS = [
  { value: 'chart', label: 'Chart' },
  { value: 'table', label: 'Table' },
]
const { '1h': USUAL_SPAN, ...OTHER_SPANS } = SPANS

/** Latency and errors over the last day or hours, of the tenant and route that the list is filtered by. */
export const TrafficCard = memo(function TrafficCard({ step, tenant, route, onFilter }: TrafficCardProps) {
  const [view, setView] = useState('chart')
  const { data, error, refetch } = useQuery(trafficQuery({ step, tenant, route }))
  const traffic = data?.data
  const aside = (
    <div className="flex items-center gap-2">
      <FilterSelect
        label="Time span"
        any={USUAL_SPAN}
        options={OTHER_SPANS}
        value={step === '1h' ? undefined : step}
        onChange={(next) => onFilter({ step: next })}
      />
      <Tabs size="sm" tabs={VIEWS} value={view} onValueChange={setView} />
    </div>
  )
  return (
    <Card title="Latency and errors" aside={aside} flush>
      {traffic === undefined && error !== null && <ErrorState error={error} retry={() => void refetch()} />}
      {view === 'table' && traffic !== undefined ? (
        <TrafficTable traffic={traffic} />
      ) : (
        (traffic !== undefined || error === null) && <TrafficCharts traffic={traffic} />
      )}
      {traffic !== undefined && <Gaps traffic={traffic} />}
    </Card>
  )
})

function Gaps({ traffic }: { readonly traffic: Traffic }) {
  const gaps = gapsInWords(traffic)
  if (gaps === undefined) return null
  return <p className="border-t border-kumo-hairline px-4 py-2 text-xs text-kumo-subtle">{gaps}</p>
}

function TrafficTable({ traffic: { buckets } }: { readonly traffic: Traffic }) {
  type Bucket = (typeof buckets)[number]
  const column = (
    name: string,
    of: (bucket: Bucket) => number | null,
    format: (value: number) => string = formatCount,
  ) => ({ name, values: buckets.map(of), format })
  return (
    <FigureTable
      caption="Latency and errors step by step"
      file="latency-and-errors"
      head="From"
      times={buckets.map(({ at }) => at)}
      showTime={(at) => <Time at={at} />}
      columns={[
        column('Requests', ({ requests }) => requests),
        column('Refused (4xx)', ({ refused }) => refused),
        column('Failed (5xx)', ({ failed }) => failed),
        column('Half took at most', ({ p50Ms }) => p50Ms, formatMs),
        column('95 % took at most', ({ p95Ms }) => p95Ms, formatMs),
        column('Left out', ({ leftOut }) => leftOut),
      ]}
    />
  )
}
