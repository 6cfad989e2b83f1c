import { Button } from '@cloudflare/kumo/components/button'
import { FilesIcon } from '@phosphor-icons/react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import { Card } from '../../pieces/card.tsx'
import { ConfirmDialog } from '../../pieces/dialog/confirm-dialog.tsx'
import { EmptyState } from '../../pieces/feedback/states.tsx'
import { toastDone } from '../../pieces/feedback/toasts.tsx'
import type { Column } from '../../pieces/list/columns.ts'
import { DataTable } from '../../pieces/list/data-table.tsx'
import { FilterBar } from '../../pieces/list/filter-bar.tsx'
import { FilterSelect } from '../../pieces/list/filter-select.tsx'
import { SearchBox } from '../../pieces/list/search-box.tsx'
import { useFilters } from '../../pieces/list/use-filters.ts'
import { formatBytes, formatCount } from '../../pieces/text/format.ts'
import { StatusBadge } from '../../pieces/text/status-badge.tsx'
import { Time } from '../../pieces/text/time.tsx'
import { AddDocuments } from './add-documents.tsx'
import type { Holder } from './holder.ts'
import { deleteOwnDocument, retryOwnDocument, useOwnPages, type Document } from './portal-api.ts'

const STATES = {
  queued: 'Queued',
  processing: 'Processing',
  searchable: 'Searchable',
  indexed: 'Indexed',
  failed: 'Failed',
}

/** The tenant's documents as they move on; the URL holds search and state. */
export function OwnDocuments({ holder }: { readonly holder: Holder }) {
  const [{ q, status }, setFilters] = useFilters('q', 'status')
  const pages = useOwnPages<Document>(holder, '/v1/documents', { q, status })
  const [leaving, setLeaving] = useState<Document>()
  const mayWrite = holder.scopes?.includes('documents:write') ?? true
  const client = useQueryClient()
  const again = () => client.invalidateQueries({ queryKey: ['list', '/v1/documents'] })
  const retry = useMutation({
    mutationFn: ({ id }: Document) => retryOwnDocument(holder, id),
    onSuccess: async () => {
      toastDone('The document is queued again')
      await again()
    },
  })
  const columns = mayWrite ? [...COLUMNS, actions(retry.mutate, setLeaving)] : COLUMNS
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <FilterBar>
          <SearchBox label="Title or id" value={q} onSearch={(text) => setFilters({ q: text })} />
          <FilterSelect
            label="State"
            options={STATES}
            value={status}
            onChange={(next) => setFilters({ status: next })}
          />
        </FilterBar>
        {mayWrite && <AddDocuments holder={holder} />}
      </div>
      <Card flush>
        <DataTable
          what="documents"
          pages={pages}
          columns={columns}
          idOf={({ id }) => id}
          empty={
            <EmptyState
              icon={FilesIcon}
              title={q === undefined && status === undefined ? 'No documents yet' : 'No document fits'}
              why={whyEmpty(mayWrite, q !== undefined || status !== undefined)}
            />
          }
        />
      </Card>
      {leaving !== undefined && (
        <ConfirmDialog
          open
          title={`Delete ${leaving.title}`}
          description="It is gone from search and answers at once. This cannot be undone."
          submit="Delete"
          isDestructive
          typedName={leaving.id}
          hasNoReason
          onClose={() => setLeaving(undefined)}
          onConfirm={async () => {
            await deleteOwnDocument(holder, leaving.id)
            toastDone('The document is deleted')
            await again()
          }}
        />
      )}
    </>
  )
}

function whyEmpty(mayWrite: boolean, isFiltered: boolean): string {
  if (isFiltered) return 'Take away a filter to see more.'
  return mayWrite
    ? 'Add files here, or send them to POST /v1/documents. Each becomes searchable a few seconds later.'
    : 'Documents come by POST /v1/documents; the API reference shows how.'
}

const COLUMNS: readonly Column<Document>[] = [
  {
    header: 'Title',
    cell: ({ title, id }) => (
      <span className="block max-w-80">
        <bdi className="block truncate font-medium">{title}</bdi>
        <code className="block truncate font-mono text-xs text-kumo-subtle">{id}</code>
      </span>
    ),
    text: ({ title }) => title,
  },
  {
    header: 'State',
    cell: ({ status, error }) => (
      <span className="flex max-w-72 flex-col items-start gap-1">
        <StatusBadge status={status} />
        {error !== undefined && <span className="text-xs text-kumo-subtle">{error.message}</span>}
      </span>
    ),
    text: ({ status, error }) => [status, error?.message].filter(Boolean).join(': '),
  },
  { header: 'Format', cell: ({ format }) => format, text: ({ format }) => format },
  { header: 'Size', cell: ({ bytes }) => formatBytes(bytes), text: ({ bytes }) => bytes, align: 'right' },
  {
    header: 'Passages',
    cell: ({ chunks }) => formatCount(chunks),
    text: ({ chunks }) => chunks,
    align: 'right',
  },
  {
    header: 'Changed',
    cell: ({ updatedAt }) => <Time at={updatedAt} relative />,
    text: ({ updatedAt }) => updatedAt,
  },
]

function actions(retry: (document: Document) => void, leave: (document: Document) => void): Column<Document> {
  return {
    header: ' Actions',
    align: 'right',
    cell: (document) => (
      <span className="flex justify-end gap-1.5">
        {document.status === 'failed' && (
          <Button size="sm" aria-label={`Retry ${document.title}`} onClick={() => retry(document)}>
            Retry
          </Button>
        )}
        <Button
          size="sm"
          variant="ghost"
          aria-label={`Delete ${document.title}`}
          onClick={() => leave(document)}
        >
          Delete
        </Button>
      </span>
    ),
  }
}
