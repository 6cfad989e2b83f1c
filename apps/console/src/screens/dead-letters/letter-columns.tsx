import { Button } from '@cloudflare/kumo/components/button'

import type { Column } from '../../pieces/list/columns.ts'
import { formatBytes } from '../../pieces/text/format.ts'
import { Time } from '../../pieces/text/time.tsx'
import type { DeadLetter } from '../../records/documents.ts'
import { RetryDocument } from '../documents/retry-document.tsx'

/** Without `onDrop` the reader may only look. */
export function letterColumns(
  tenantId: string,
  onDrop: ((letter: DeadLetter) => void) | undefined,
): readonly Column<DeadLetter>[] {
  const actions: Column<DeadLetter> = {
    header: ' Actions',
    align: 'right',
    cell: (letter) => (
      <span className="inline-flex gap-1.5">
        <RetryDocument tenantId={tenantId} documentId={letter.documentId} title={letter.title} />
        <Button
          size="sm"
          variant="secondary-destructive"
          aria-label={`Drop ${letter.title}`}
          onClick={() => onDrop?.(letter)}
        >
          Drop
        </Button>
      </span>
    ),
  }
  return onDrop === undefined ? COLUMNS : [...COLUMNS, actions]
}

const COLUMNS: readonly Column<DeadLetter>[] = [
  {
    header: 'Document',
    cell: ({ documentId, title }) => (
      <span className="block max-w-72 min-w-40">
        <span className="block truncate font-medium" title={title}>
          {title}
        </span>
        <span className="block truncate font-mono text-xs text-kumo-subtle">{documentId}</span>
      </span>
    ),
    text: ({ documentId }) => documentId,
    sortBy: ({ title }) => title.toLowerCase(),
  },
  {
    header: 'Reason',
    cell: ({ reason }) => (
      <span className="block max-w-80">
        <span className="block font-mono text-xs">{reason?.code ?? 'unknown'}</span>
        <span className="block text-xs text-kumo-subtle">{reason?.message}</span>
      </span>
    ),
    text: ({ reason }) => reason?.code,
    sortBy: ({ reason }) => reason?.code,
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
    header: 'Failed',
    align: 'right',
    cell: ({ failedAt }) => <Time at={failedAt} relative />,
    text: ({ failedAt }) => failedAt,
    sortBy: ({ failedAt }) => failedAt,
  },
]
