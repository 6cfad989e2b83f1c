import { CheckCircleIcon } from '@phosphor-icons/react'
import { Link } from '@tanstack/react-router'

import { usePages } from '../../api/pages.ts'
import { Card } from '../../pieces/card.tsx'
import { EmptyState } from '../../pieces/feedback/states.tsx'
import type { Column } from '../../pieces/list/columns.ts'
import { DataTable } from '../../pieces/list/data-table.tsx'
import { formatCount } from '../../pieces/text/format.ts'
import type { ListedTenant } from '../../records/tenants.ts'

const PAGE = 100
const LIVE_MS = 15_000

/** Which tenants have dead letters; choosing one lists them. */
export function WhereFailed() {
  const pages = usePages<ListedTenant>('/admin/v1/tenants', { query: { limit: PAGE }, everyMs: LIVE_MS })
  const rows = pages.rows.filter(({ figures }) => (figures.failedDocuments ?? 0) > 0)
  return (
    <Card title="Tenants with dead letters" flush>
      <DataTable
        what="tenants"
        pages={{ ...pages, rows, everyPage: undefined }}
        columns={COLUMNS}
        idOf={({ id }) => id}
        note={pages.hasMore ? `among the first ${pages.rows.length} tenants` : undefined}
        empty={
          <EmptyState
            icon={CheckCircleIcon}
            title="Nothing has failed for good"
            why={
              pages.hasMore
                ? `None of the first ${pages.rows.length} tenants has a dead letter. Choose a tenant to look at it.`
                : 'No tenant has a document that every attempt has failed for.'
            }
          />
        }
      />
    </Card>
  )
}

const COLUMNS: readonly Column<ListedTenant>[] = [
  {
    header: 'Tenant',
    cell: ({ id, name }) => (
      <Link to="/dead-letters" search={{ tenant: id }} className="font-medium underline underline-offset-2">
        {name}
      </Link>
    ),
    text: ({ id }) => id,
  },
  {
    header: 'Dead letters',
    align: 'right',
    cell: ({ figures }) => (
      <span className="text-kumo-danger">{formatCount(figures.failedDocuments ?? 0)}</span>
    ),
    text: ({ figures }) => figures.failedDocuments,
  },
  {
    header: 'Documents',
    align: 'right',
    cell: ({ figures }) => formatCount(figures.documents ?? 0),
    text: ({ figures }) => figures.documents,
  },
]
