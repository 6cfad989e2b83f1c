import { Button } from '@cloudflare/kumo/components/button'
import { EyeIcon, TrashIcon } from '@phosphor-icons/react'

import type { Column } from '../../pieces/list/columns.ts'
import { formatBytes, formatCount } from '../../pieces/text/format.ts'
import { StatusBadge } from '../../pieces/text/status-badge.tsx'
import { Time } from '../../pieces/text/time.tsx'
import type { Document } from '../../records/documents.ts'
import { RetryDocument } from './retry-document.tsx'

interface DocumentActions {
  readonly onRead: (document: Document) => void
  readonly onDelete: (document: Document) => void
}

/** Without actions the reader may only look at the list. */
export function documentColumns(
  tenantId: string,
  does: DocumentActions | undefined,
): readonly Column<Document>[] {
  if (does === undefined) return COLUMNS
  const actions: Column<Document> = {
    header: ' Actions',
    align: 'right',
    cell: (document) => (
      <span className="inline-flex gap-1.5">
        {document.status === 'failed' && (
          <RetryDocument tenantId={tenantId} documentId={document.id} title={document.title} />
        )}
        {document.chunks > 0 && (
          <Button
            size="sm"
            variant="ghost"
            shape="square"
            icon={EyeIcon}
            aria-label={`Read ${document.title}`}
            onClick={() => does.onRead(document)}
          />
        )}
        <Button
          size="sm"
          variant="ghost"
          shape="square"
          icon={TrashIcon}
          aria-label={`Delete ${document.title}`}
          onClick={() => does.onDelete(document)}
        />
      </span>
    ),
  }
  return [...COLUMNS, actions]
}

const COLUMNS: readonly Column<Document>[] = [
  {
    header: 'Document',
    cell: ({ id, title }) => (
      <span className="block max-w-72 min-w-40">
        <span className="block truncate font-medium" title={title}>
          {title}
        </span>
        <span className="block truncate font-mono text-xs text-kumo-subtle">{id}</span>
      </span>
    ),
    text: ({ id }) => id,
    sortBy: ({ title }) => title.toLowerCase(),
  },
  {
    header: 'State',
    cell: ({ status, error }) => (
      <span className="flex flex-col gap-0.5">
        <StatusBadge status={status} />
        {error !== undefined && <span className="max-w-64 text-xs text-kumo-subtle">{error.message}</span>}
      </span>
    ),
    text: ({ status }) => status,
    sortBy: ({ status }) => status,
  },
  {
    header: 'Format',
    cell: ({ format }) => format,
    text: ({ format }) => format,
    sortBy: ({ format }) => format,
  },
  {
    header: 'Size',
    align: 'right',
    cell: ({ bytes }) => formatBytes(bytes),
    text: ({ bytes }) => bytes,
    sortBy: ({ bytes }) => bytes,
  },
  {
    header: 'Chunks',
    align: 'right',
    cell: ({ chunks }) => formatCount(chunks),
    text: ({ chunks }) => chunks,
    sortBy: ({ chunks }) => chunks,
  },
  {
    header: 'Changed',
    align: 'right',
    cell: ({ updatedAt }) => <Time at={updatedAt} relative />,
    text: ({ updatedAt }) => updatedAt,
    sortBy: ({ updatedAt }) => updatedAt,
  },
]
