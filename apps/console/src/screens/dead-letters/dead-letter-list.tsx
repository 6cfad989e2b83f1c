import { Button } from '@cloudflare/kumo/components/button'
import { ArrowClockwiseIcon, CheckCircleIcon } from '@phosphor-icons/react'
import { useState } from 'react'

import { useMay } from '../../api/may.ts'
import { usePages } from '../../api/pages.ts'
import { Card } from '../../pieces/card.tsx'
import { ConfirmDialog } from '../../pieces/dialog/confirm-dialog.tsx'
import { EmptyState } from '../../pieces/feedback/states.tsx'
import { toastDone } from '../../pieces/feedback/toasts.tsx'
import { DataTable } from '../../pieces/list/data-table.tsx'
import { useFilters } from '../../pieces/list/use-filters.ts'
import { deadLettersPath, deleteDocument, type DeadLetter } from '../../records/documents.ts'
import { useRetryAll } from '../documents/use-retry-all.ts'
import { letterColumns } from './letter-columns.tsx'
import { Reasons } from './reasons.tsx'

const LIVE_MS = 10_000

export function DeadLetterList({ tenantId }: { readonly tenantId: string }) {
  const [{ sort }, setFilters] = useFilters('sort')
  const [dropping, setDropping] = useState<DeadLetter>()
  const retryAll = useRetryAll(tenantId)
  const may = useMay()
  const pages = usePages<DeadLetter>(deadLettersPath(tenantId), { everyMs: LIVE_MS })
  return (
    <>
      <div
        className={pages.rows.length === 0 ? 'hidden' : 'flex flex-wrap items-center justify-between gap-3'}
      >
        <Reasons letters={pages.rows} />
        {may.operate && pages.rows.length > 0 && (
          <Button variant="primary" icon={ArrowClockwiseIcon} onClick={retryAll}>
            Retry all
          </Button>
        )}
      </div>
      <Card flush>
        <DataTable
          what="dead letters"
          pages={pages}
          columns={letterColumns(tenantId, may.operate ? setDropping : undefined)}
          idOf={({ documentId }) => documentId}
          sort={sort}
          onSort={(next) => setFilters({ sort: next })}
          empty={
            <EmptyState
              icon={CheckCircleIcon}
              title="Nothing has failed for good"
              why="Every document of this tenant was read, or is still being tried."
            />
          }
        />
      </Card>
      <ConfirmDialog
        open={dropping !== undefined}
        onClose={() => setDropping(undefined)}
        title={`Drop ${dropping?.title ?? 'document'}`}
        description="The document and its original are deleted. Whoever sent it has to send it again."
        submit="Drop"
        isDestructive
        hasNoReason
        onConfirm={async () => {
          if (dropping === undefined) return
          await deleteDocument(tenantId, dropping.documentId)
          toastDone(`${dropping.title} is dropped`)
        }}
      />
    </>
  )
}
