import { useQuery } from '@tanstack/react-query'
import { Navigate } from '@tanstack/react-router'

import { LoadingState } from '../../pieces/feedback/states.tsx'
import { Page } from '../../pieces/page.tsx'
import { tenantsExistQuery } from '../../records/tenants.ts'
import { FirstSteps } from './first-steps.tsx'
import { NewestFailures } from './newest-failures.tsx'
import { TodayFigures } from './today-figures.tsx'
import { TrafficFigures } from './traffic-figures.tsx'

/** How the deployment is now. An empty one starts with its first steps. */
export function OverviewScreen() {
  const { data: exist } = useQuery(tenantsExistQuery)
  if (exist === undefined) return <LoadingState what="the overview" />
  if (!exist.any) return <Navigate to="/first-run" replace />
  return (
    <Page
      title="Overview"
      description="The deployment as it is now; figures renew themselves while you look."
    >
      {!exist.ofTheApi && <FirstSteps />}
      <TrafficFigures />
      <TodayFigures />
      <NewestFailures />
    </Page>
  )
}
