import { InAppLink } from '../../pieces/in-app-link.tsx'
import type { Column } from '../../pieces/list/columns.ts'
import { formatCount, formatMoney, formatShort } from '../../pieces/text/format.ts'
import { Name } from '../../pieces/text/name.tsx'
import { StatusBadge } from '../../pieces/text/status-badge.tsx'
import { Time } from '../../pieces/text/time.tsx'
import type { ListedTenant } from '../../records/tenants.ts'
import { fieldsOf } from '../limits/limit-fields.ts'

export const TENANT_COLUMNS: readonly Column<ListedTenant>[] = [
  {
    header: 'Tenant',
    cell: ({ id, name }) => (
      <InAppLink path={`/tenants/${id}`} className="group block min-w-40">
        <span className="block group-hover:underline group-hover:underline-offset-2">
          <Name>{name}</Name>
        </span>
        <span className="font-mono text-xs text-kumo-subtle">{id}</span>
      </InAppLink>
    ),
    text: ({ id }) => id,
    sortBy: ({ name }) => name.toLowerCase(),
  },
  {
    header: 'Status',
    cell: ({ status, managedBy, driftedSince }) => (
      <span className="flex flex-col items-start gap-0.5">
        <StatusBadge status={status} />
        {managedBy === 'file' && (
          <span className="text-xs text-kumo-subtle">
            {driftedSince === undefined ? 'by its file' : 'drifted from its file'}
          </span>
        )}
      </span>
    ),
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
    header: 'Tokens today',
    align: 'right',
    cell: (tenant) => <TokensToday tenant={tenant} />,
    text: ({ figures }) => figures.tokensToday,
    sortBy: ({ figures }) => figures.tokensToday,
  },
  {
    header: 'Cost, month',
    align: 'right',
    cell: ({ figures }) => (figures.costThisMonth === null ? 'unknown' : formatMoney(figures.costThisMonth)),
    text: ({ figures }) => figures.costThisMonth,
    sortBy: ({ figures }) => Number(figures.costThisMonth ?? 0),
  },
  {
    header: 'Keys',
    align: 'right',
    cell: ({ figures }) => formatCount(figures.keys),
    text: ({ figures }) => figures.keys,
    sortBy: ({ figures }) => figures.keys,
  },
  {
    header: 'Documents',
    align: 'right',
    cell: ({ figures }) => <Documents {...figures} />,
    text: ({ figures }) => figures.documents,
    sortBy: ({ figures }) => figures.documents ?? 0,
  },
  {
    header: 'Last seen',
    align: 'right',
    cell: ({ figures }) => <Time at={figures.lastSeenAt} relative />,
    text: ({ figures }) => figures.lastSeenAt,
    sortBy: ({ figures }) => figures.lastSeenAt,
  },
]

/** Beside the number how much of the day's budget that is. */
function TokensToday({ tenant }: { readonly tenant: ListedTenant }) {
  const { tokensToday } = tenant.figures
  const limit = Number(fieldsOf(tenant.effective ?? tenant).tokensPerDay)
  return (
    <span className="inline-flex w-24 flex-col items-end gap-1">
      {formatShort(tokensToday)}
      {limit > 0 && (
        <span
          className="h-1 w-full overflow-hidden rounded-full bg-kumo-fill"
          title={`of ${formatCount(limit)} a day`}
        >
          <span
            className={`block h-full ${tokensToday >= limit ? 'bg-kumo-danger' : 'bg-kumo-brand'}`}
            style={{ width: `${Math.min(tokensToday / limit, 1) * 100}%` }}
          />
        </span>
      )}
    </span>
  )
}

function Documents({ documents = 0, failedDocuments = 0 }: ListedTenant['figures']) {
  return (
    <>
      {formatCount(documents)}
      {failedDocuments > 0 && (
        <span className="ml-1.5 text-xs text-kumo-danger">{failedDocuments} failed</span>
      )}
    </>
  )
}
