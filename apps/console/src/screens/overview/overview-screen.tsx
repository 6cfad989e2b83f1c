import { useQuery } from '@tanstack/react-query'
import { Navigate } from '@tanstack/react-router'

import { ErrorState, LoadingState } from '../../pieces/feedback/states.tsx'
import { Page } from '../../pieces/page.tsx'
import { SourceLine } from '../../pieces/text/source-line.tsx'
import { Time } from '../../pieces/text/time.tsx'
import { overviewQuery, type Overview } from '../../records/overview.ts'
import { tenantsExistQuery } from '../../records/tenants.ts'
import { FirstSteps } from './first-steps.tsx'
import { LastDay } from './last-day.tsx'
import { NearLimit } from './near-limit.tsx'
import { NewestFailures } from './newest-failures.tsx'
import { Notices } from './notices.tsx'
import { TodayFigures } from './today-figures.tsx'
import { TrafficFigures } from './traffic-figures.tsx'

/** How the deployment is now. An empty one starts with its first steps. */
export function OverviewScreen() {
  const { data: exist } = useQuery(tenantsExistQuery)
  const { data, error, refetch } = useQuery(overviewQuery)
  if (exist?.any === false) return <Navigate to="/first-run" replace />
  return (
    <Page
      title="Overview"
      description="The deployment as it is now; figures renew themselves while you look."
    >
      {data !== undefined ? (
        <Loaded overview={data.data} isNew={exist?.ofTheApi === false} />
      ) : error === null ? (
        <LoadingState what="the overview" />
      ) : (
        <ErrorState error={error} retry={() => void refetch()} />
      )}
    </Page>
  )
}

function Loaded({ overview, isNew }: { readonly overview: Overview; readonly isNew: boolean }) {
  return (
    <>
      {isNew && <FirstSteps />}
      <Notices overview={overview} />
      <TrafficFigures traffic={overview.traffic} />
      <TodayFigures today={overview.today} yesterday={overview.yesterday} />
      <div className="grid gap-5 lg:grid-cols-2">
        <LastDay history={overview.history} until={overview.at} />
        <NearLimit tenants={overview.nearLimit} />
      </div>
      <NewestFailures />
      <SourceLine>
        As of <Time at={overview.at} />. Use is what home objects have reported: at most a minute behind.
        Traffic is read from the newest requests.
      </SourceLine>
    </>
  )
}
