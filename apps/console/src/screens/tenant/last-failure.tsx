import { Link } from '@tanstack/react-router'

import { usePages } from '../../api/pages.ts'
import { Time } from '../../pieces/text/time.tsx'
import type { RequestSummary } from '../../records/overview.ts'

const LIVE_MS = 30_000

/** The newest request of the tenant that was answered with 5xx, and the way to it. */
export function LastFailure({ tenantId }: { readonly tenantId: string }) {
  const { rows, isLoading } = usePages<RequestSummary>('/admin/v1/requests', {
    query: { tenant: tenantId, status: '5xx', limit: 1 },
    everyMs: LIVE_MS,
  })
  const [last] = rows
  if (isLoading) return <>…</>
  if (last === undefined) return <span className="text-kumo-subtle">none kept</span>
  const { requestId, errorCode, status, at } = last
  return (
    <>
      <Link
        to="/requests/$requestId"
        params={{ requestId }}
        className="text-kumo-link underline underline-offset-2"
      >
        {errorCode ?? status}
      </Link>{' '}
      <Time at={at} relative />
    </>
  )
}
