import { Badge } from '@cloudflare/kumo/components/badge'
import { Link } from '@tanstack/react-router'

import type { Column } from '../../pieces/list/columns.ts'
import { StatusBadge } from '../../pieces/text/status-badge.tsx'
import { Time } from '../../pieces/text/time.tsx'
import type { Tenant } from '../../records/tenants.ts'

export const TENANT_COLUMNS: readonly Column<Tenant>[] = [
  {
    header: 'Tenant',
    cell: ({ id, name }) => (
      <Link to="/tenants/$tenantId" params={{ tenantId: id }} className="group block min-w-40">
        <span className="block font-medium group-hover:underline group-hover:underline-offset-2">{name}</span>
        <span className="font-mono text-xs text-kumo-subtle">{id}</span>
      </Link>
    ),
    text: ({ id }) => id,
    sortBy: ({ name }) => name.toLowerCase(),
  },
  {
    header: 'Status',
    cell: ({ status }) => <StatusBadge status={status} />,
    text: ({ status }) => status,
    sortBy: ({ status }) => status,
  },
  {
    header: 'Plan',
    cell: ({ plan }) => plan ?? <span className="text-kumo-subtle">own limits</span>,
    text: ({ plan }) => plan,
    sortBy: ({ plan }) => plan,
  },
  {
    header: 'Source',
    cell: ({ managedBy, driftedSince }) => (
      <span className="flex items-center gap-1.5">
        {managedBy === 'file' ? 'File' : 'API'}
        {driftedSince !== undefined && <Badge variant="warning">drifted</Badge>}
      </span>
    ),
    text: ({ managedBy }) => managedBy,
  },
  {
    header: 'Changed',
    cell: ({ updatedAt }) => <Time at={updatedAt} relative />,
    text: ({ updatedAt }) => updatedAt,
    sortBy: ({ updatedAt }) => updatedAt,
    align: 'right',
  },
]
