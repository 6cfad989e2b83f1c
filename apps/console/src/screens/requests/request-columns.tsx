import { InAppLink } from '../../pieces/in-app-link.tsx'
import type { Column } from '../../pieces/list/columns.ts'
import { formatCount, formatMs } from '../../pieces/text/format.ts'
import { Time } from '../../pieces/text/time.tsx'
import type { RequestRow } from './request-query.ts'
import { RequestStatus } from './request-status.tsx'

const LINK = 'text-kumo-link underline underline-offset-2'

export const REQUEST_COLUMNS: readonly Column<RequestRow>[] = [
  {
    header: 'Time',
    cell: ({ at }) => <Time at={at} />,
    text: ({ at }) => at,
    sortBy: ({ at }) => at,
  },
  {
    header: 'Request',
    cell: ({ requestId, method, route }) => (
      <InAppLink path={`/requests/${encodeURIComponent(requestId)}`} className={`${LINK} whitespace-nowrap`}>
        {method} {route}
      </InAppLink>
    ),
    text: ({ requestId, method, route }) => `${method ?? ''} ${route ?? ''} ${requestId}`,
    sortBy: ({ route }) => route,
  },
  {
    header: 'Status',
    cell: ({ status, errorCode }) => <RequestStatus status={status} errorCode={errorCode} />,
    text: ({ status, errorCode }) => [status, errorCode].filter(Boolean).join(' '),
    sortBy: ({ status }) => status,
  },
  {
    header: 'Took',
    cell: ({ latencyMs }) => (latencyMs === undefined ? '–' : formatMs(latencyMs)),
    text: ({ latencyMs }) => latencyMs,
    sortBy: ({ latencyMs }) => latencyMs,
    align: 'right',
    className: 'whitespace-nowrap',
  },
  {
    header: 'Tenant',
    cell: ({ tenantId }) =>
      tenantId === undefined ? (
        <span className="text-kumo-subtle">–</span>
      ) : (
        <InAppLink path={`/tenants/${tenantId}`} className={LINK}>
          {tenantId}
        </InAppLink>
      ),
    text: ({ tenantId }) => tenantId,
    sortBy: ({ tenantId }) => tenantId,
  },
  {
    header: 'Model',
    cell: ({ model }) => <span className="block max-w-44 truncate">{model ?? '–'}</span>,
    text: ({ model }) => model,
    sortBy: ({ model }) => model,
  },
  {
    header: 'Tokens',
    cell: (row) => (row.model === undefined ? '–' : formatCount(tokensOf(row))),
    text: (row) => (row.model === undefined ? undefined : tokensOf(row)),
    sortBy: (row) => (row.model === undefined ? undefined : tokensOf(row)),
    align: 'right',
  },
  {
    header: 'Key',
    cell: ({ keyId }) => <code className="font-mono text-xs">{keyId ?? '–'}</code>,
    text: ({ keyId }) => keyId,
    sortBy: ({ keyId }) => keyId,
  },
]

function tokensOf({ promptTokens = 0, completionTokens = 0 }: RequestRow): number {
  return promptTokens + completionTokens
}
