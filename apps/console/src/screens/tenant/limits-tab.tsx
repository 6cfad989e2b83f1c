import { Button } from '@cloudflare/kumo/components/button'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'

import { useMay } from '../../api/may.ts'
import { Card } from '../../pieces/card.tsx'
import { ErrorState, LoadingState } from '../../pieces/feedback/states.tsx'
import { LimitBar } from '../../pieces/limit-bar.tsx'
import { SourceLine } from '../../pieces/text/source-line.tsx'
import { Time } from '../../pieces/text/time.tsx'
import { tenantQuery, tenantUsageQuery, type Usage } from '../../records/tenants.ts'
import { barsOf } from '../limits/bars-of.ts'
import { ChangeLimits } from './change-limits.tsx'
import { TenantFacts } from './tenant-facts.tsx'

/** Where every limit stands now, and what is known of the tenant. */
export function LimitsTab() {
  const { tenantId = '' } = useParams({ strict: false })
  const { data: tenant } = useQuery(tenantQuery(tenantId))
  const usage = useQuery(tenantUsageQuery(tenantId))
  const [isChanging, setChanging] = useState(false)
  const may = useMay()
  const mayChange = may.operate && tenant?.data.managedBy === 'api'
  const change = mayChange ? (
    <Button size="sm" onClick={() => setChanging(true)}>
      {tenant.data.plan === undefined ? 'Change limits' : 'Override limits'}
    </Button>
  ) : undefined
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,2fr)_minmax(16rem,1fr)]">
      <Card title="Limits" aside={change}>
        {usage.error !== null && usage.data === undefined && (
          <ErrorState error={usage.error} retry={() => void usage.refetch()} />
        )}
        {usage.isPending && <LoadingState what="the limits" />}
        {usage.data !== undefined && <Bars limits={usage.data.data.limits} at={usage.dataUpdatedAt} />}
      </Card>
      {tenant !== undefined && (
        <Card title="Facts">
          <TenantFacts tenant={tenant.data} />
          <Link
            to="/requests"
            search={{ tenant: tenantId }}
            className="mt-4 inline-block text-kumo-link underline underline-offset-2"
          >
            Requests of this tenant
          </Link>
        </Card>
      )}
      {isChanging && tenant !== undefined && (
        <ChangeLimits
          tenant={tenant.data}
          limits={tenant.data.effective ?? tenant.data}
          etag={tenant.etag}
          onClose={() => setChanging(false)}
        />
      )}
    </div>
  )
}

function Bars({ limits, at }: { readonly limits: Usage['limits']; readonly at: number }) {
  return (
    <div className="flex flex-col gap-5">
      {barsOf(limits).map(({ resetsAt, ...bar }) => (
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
      <SourceLine>
        From the object that decides every request, to the last settled token; read <Time at={at} />.
      </SourceLine>
    </div>
  )
}
