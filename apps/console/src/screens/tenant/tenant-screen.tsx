import { useQuery } from '@tanstack/react-query'
import { Link, Outlet, useParams } from '@tanstack/react-router'

import { isGone } from '../../api/api-error.ts'
import { ErrorState, LoadingState } from '../../pieces/feedback/states.tsx'
import { Page } from '../../pieces/page.tsx'
import { CopyableId } from '../../pieces/text/copy.tsx'
import { StatusBadge } from '../../pieces/text/status-badge.tsx'
import { tenantQuery } from '../../records/tenants.ts'
import { TenantActions } from './tenant-actions.tsx'
import { TenantNotices } from './tenant-notices.tsx'

const TABS = [
  { to: '/tenants/$tenantId', label: 'Limits' },
  { to: '/tenants/$tenantId/keys', label: 'Keys' },
  { to: '/tenants/$tenantId/documents', label: 'Documents' },
  { to: '/tenants/$tenantId/dead-letters', label: 'Dead letters' },
  { to: '/tenants/$tenantId/config', label: 'Configuration' },
] as const

/** One tenant; its tabs are pages of their own, with URLs of their own. */
export function TenantScreen() {
  const { tenantId = '' } = useParams({ strict: false })
  const { data, error, refetch } = useQuery(tenantQuery(tenantId))
  // One that could not be read again stays, and with it what is typed into its forms.
  if (error !== null && (data === undefined || isGone(error))) {
    return <ErrorState error={error} retry={() => void refetch()} />
  }
  if (data === undefined) return <LoadingState what="the tenant" />
  const tenant = data.data
  return (
    <Page
      title={tenant.name}
      aside={
        <>
          <StatusBadge status={tenant.status} />
          <CopyableId text={tenant.id} what="tenant id" />
        </>
      }
      actions={<TenantActions tenant={tenant} etag={data.etag} />}
    >
      <TenantNotices tenant={tenant} />
      <nav aria-label="Tenant" className="-mt-1 flex gap-5 overflow-x-auto border-b border-kumo-hairline">
        {TABS.map(({ to, label }) => (
          <Link
            key={to}
            to={to}
            params={{ tenantId }}
            activeOptions={{ exact: true, includeSearch: false }}
            className="-mb-px border-b-2 border-transparent py-2 whitespace-nowrap text-kumo-subtle hover:text-kumo-default data-[status=active]:border-kumo-brand data-[status=active]:font-medium data-[status=active]:text-kumo-strong"
          >
            {label}
          </Link>
        ))}
      </nav>
      <Outlet />
    </Page>
  )
}
