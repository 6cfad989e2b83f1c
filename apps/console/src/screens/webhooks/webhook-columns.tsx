import { Link } from '@tanstack/react-router'

import type { Column } from '../../pieces/list/columns.ts'
import { StatusBadge } from '../../pieces/text/status-badge.tsx'
import { Time } from '../../pieces/text/time.tsx'
import type { Webhook } from '../../records/webhooks.ts'

export const WEBHOOK_COLUMNS: readonly Column<Webhook>[] = [
  {
    header: 'Webhook',
    cell: ({ id, url, description }) => (
      <Link to="/webhooks/$webhookId" params={{ webhookId: id }} className="group block max-w-96 min-w-48">
        <span className="block truncate font-medium group-hover:underline group-hover:underline-offset-2">
          {description ?? url}
        </span>
        <span className="block truncate font-mono text-xs text-kumo-subtle">{url}</span>
      </Link>
    ),
    text: ({ url }) => url,
  },
  {
    header: 'State',
    cell: ({ status }) => <StatusBadge status={status} />,
    text: ({ status }) => status,
  },
  {
    header: 'Tenant',
    cell: ({ tenantId }) => tenantId ?? <span className="text-kumo-subtle">all</span>,
    text: ({ tenantId }) => tenantId,
  },
  {
    header: 'Events',
    cell: ({ events }) => (
      <span className="block max-w-72 text-xs text-kumo-subtle">{events.join(', ')}</span>
    ),
    text: ({ events }) => events.join(' '),
  },
  {
    header: 'Changed',
    align: 'right',
    cell: ({ updatedAt }) => <Time at={updatedAt} relative />,
    text: ({ updatedAt }) => updatedAt,
  },
]
