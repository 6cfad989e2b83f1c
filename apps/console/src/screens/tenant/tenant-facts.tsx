import type { ReactNode } from 'react'

import { Time } from '../../pieces/text/time.tsx'
import type { Tenant } from '../../records/tenants.ts'
import { LastFailure } from './last-failure.tsx'

export function TenantFacts({ tenant }: { readonly tenant: Tenant }) {
  const { plan, chat, tier, managedBy, createdAt, updatedAt, version } = tenant
  return (
    <dl className="flex flex-col gap-2.5">
      <Fact label="Plan">{plan ?? 'own limits'}</Fact>
      <Fact label="Model">
        <span className="font-mono text-xs break-all">{chat?.model ?? '–'}</span>
      </Fact>
      <Fact label="Tier">{tier ?? '–'}</Fact>
      <Fact label="Managed by">{managedBy === 'file' ? 'its file' : 'the API'}</Fact>
      <Fact label="Created">
        <Time at={createdAt} />
      </Fact>
      <Fact label="Changed">
        <Time at={updatedAt} relative /> · version {version}
      </Fact>
      <Fact label="Last failure">
        <LastFailure tenantId={tenant.id} />
      </Fact>
    </dl>
  )
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="flex justify-between gap-4">
      <dt className="shrink-0 text-kumo-subtle">{label}</dt>
      <dd className="min-w-0 text-right">{children}</dd>
    </div>
  )
}
