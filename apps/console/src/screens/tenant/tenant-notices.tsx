import { Banner } from '@cloudflare/kumo/components/banner'
import { FileCodeIcon, PauseCircleIcon } from '@phosphor-icons/react'

import { Time } from '../../pieces/text/time.tsx'
import type { Tenant } from '../../records/tenants.ts'

/** What somebody should know before they change anything. */
export function TenantNotices({ tenant }: { readonly tenant: Tenant }) {
  const { status, managedBy, driftedSince } = tenant
  return (
    <>
      {status === 'suspended' && (
        <Banner
          variant="alert"
          icon={<PauseCircleIcon weight="fill" />}
          title="Suspended"
          description="Every request of this tenant is refused until it is resumed. Its data is kept."
        />
      )}
      {managedBy === 'file' && (
        <Banner
          variant="secondary"
          icon={<FileCodeIcon />}
          title="Managed by its file"
          description={
            driftedSince === undefined ? (
              'Limits change in tenant.config.json and with bulkhead tenants apply. Suspending, revoking and rotating work here.'
            ) : (
              <>
                It differs from its file since <Time at={driftedSince} />, by an action taken here. bulkhead
                tenants diff shows how.
              </>
            )
          }
        />
      )}
    </>
  )
}
