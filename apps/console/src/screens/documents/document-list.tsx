import { Button } from '@cloudflare/kumo/components/button'
import { ArrowClockwiseIcon, FilesIcon } from '@phosphor-icons/react'
import { useState } from 'react'

import { useMay } from '../../api/may.ts'
import { usePages } from '../../api/pages.ts'
import { Card } from '../../pieces/card.tsx'
import { EmptyState } from '../../pieces/feedback/states.tsx'
import { DataTable } from '../../pieces/list/data-table.tsx'
import { FilterBar } from '../../pieces/list/filter-bar.tsx'
import { FilterSelect } from '../../pieces/list/filter-select.tsx'
import { SearchBox } from '../../pieces/list/search-box.tsx'
import { useFilters } from '../../pieces/list/use-filters.ts'
import { documentsPath, type Document } from '../../records/documents.ts'
import { DeleteDocument } from './delete-document.tsx'
import { documentColumns } from './document-columns.tsx'
import { DocumentStates } from './document-states.tsx'
import { Passages } from './passages.tsx'
import { useRetryAll } from './use-retry-all.ts'

const STATES = {
  queued: 'Queued',
  processing: 'Processing',
  searchable: 'Searchable',
  indexed: 'Indexed',
  failed: 'Failed',
} as const
const LIVE_MS = 4_000

/** A tenant's documents, changing as they are read. */
export function DocumentList({ tenantId }: { readonly tenantId: string }) {
  const [{ q, status, sort }, setFilters] = useFilters('q', 'status', 'sort')
  const [deleting, setDeleting] = useState<Document>()
  const [read, setRead] = useState<Document>()
  const retryAll = useRetryAll(tenantId)
  const may = useMay()
  const pages = usePages<Document>(documentsPath(tenantId), { query: { q, status }, everyMs: LIVE_MS })
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <FilterBar>
          <SearchBox label="Search by id or title" value={q} onSearch={(text) => setFilters({ q: text })} />
          <FilterSelect
            label="State"
            options={STATES}
            value={status}
            onChange={(value) => setFilters({ status: value })}
          />
        </FilterBar>
        {may.operate && (
          <Button icon={ArrowClockwiseIcon} onClick={retryAll}>
            Retry all failed
          </Button>
        )}
      </div>
      <DocumentStates documents={pages.rows} hasMore={pages.hasMore} />
      <Card flush>
        <DataTable
          what="documents"
          pages={pages}
          columns={documentColumns(
            tenantId,
            may.operate ? { onRead: setRead, onDelete: setDeleting } : undefined,
          )}
          idOf={({ id }) => id}
          sort={sort}
          onSort={(next) => setFilters({ sort: next })}
          note="states as the tenant's corpus has them now"
          empty={
            <EmptyState
              icon={FilesIcon}
              title={q === undefined && status === undefined ? 'No documents' : 'No document matches'}
              why={
                q === undefined && status === undefined
                  ? 'This tenant has stored nothing yet. Documents arrive by POST /v1/documents.'
                  : 'Take away a filter, or search for a part of the title.'
              }
            />
          }
        />
      </Card>
      {read !== undefined && (
        <Passages tenantId={tenantId} document={read} onClose={() => setRead(undefined)} />
      )}
      <DeleteDocument tenantId={tenantId} document={deleting} onClose={() => setDeleting(undefined)} />
    </>
  )
}
