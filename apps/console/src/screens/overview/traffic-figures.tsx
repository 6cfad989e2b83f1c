import { useQuery } from '@tanstack/react-query'

import { Figure, Figures } from '../../pieces/figure.tsx'
import { formatMs } from '../../pieces/text/format.ts'
import { SourceLine } from '../../pieces/text/source-line.tsx'
import { Time } from '../../pieces/text/time.tsx'
import { newestRequestsQuery } from '../../records/overview.ts'
import { trafficOf } from './traffic.ts'

const BAD_SHARE = 0.01

export function TrafficFigures() {
  const { data, dataUpdatedAt } = useQuery(newestRequestsQuery)
  const traffic = trafficOf(data?.data.data ?? [], dataUpdatedAt)
  const { perMinute, failedShare, p95Ms, since, requests } = traffic
  return (
    <section aria-label="Traffic" className="flex flex-col gap-2">
      <Figures>
        <Figure
          label="Requests a minute"
          value={perMinute === undefined ? '–' : perMinute.toFixed(perMinute < 10 ? 1 : 0)}
        />
        <Figure
          label="Failed (5xx)"
          value={failedShare === undefined ? '–' : `${(failedShare * 100).toFixed(1)} %`}
          tone={failedShare !== undefined && failedShare >= BAD_SHARE ? 'bad' : 'plain'}
        />
        <Figure label="Latency, p95" value={p95Ms === undefined ? '–' : formatMs(p95Ms)} />
      </Figures>
      <SourceLine>
        {since === undefined ? (
          'No request of a tenant is among the newest ones.'
        ) : (
          <>
            From the newest {requests} requests of tenants, since <Time at={since} />.
          </>
        )}
      </SourceLine>
    </section>
  )
}
