import { Button } from '@cloudflare/kumo/components/button'
import { Dialog } from '@cloudflare/kumo/components/dialog'
import { useInfiniteQuery } from '@tanstack/react-query'

import { ErrorState, LoadingState } from '../../pieces/feedback/states.tsx'
import type { Document } from '../../records/documents.ts'
import { readPassages, type DocumentText } from '../../records/passages.ts'

interface PassagesProps {
  readonly tenantId: string
  readonly document: Document
  readonly onClose: () => void
}

/** What a search finds: the document's text in its chunks, in order. */
export function Passages({ tenantId, document, onClose }: PassagesProps) {
  const pages = useInfiniteQuery({
    queryKey: ['passages', tenantId, document.id, document.version],
    queryFn: ({ pageParam }) => readPassages(tenantId, document.id, pageParam),
    initialPageParam: 0,
    getNextPageParam: ({ nextFrom }) => nextFrom,
  })
  const passages = pages.data?.pages.flatMap((page) => page.passages) ?? []
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog size="xl" className="flex max-h-[88dvh] flex-col p-6">
        <Dialog.Title className="text-lg font-semibold tracking-tight">{document.title}</Dialog.Title>
        <Dialog.Description className="mt-1 text-kumo-subtle">
          {document.chunks === 1 ? '1 chunk' : `${document.chunks} chunks`} of version {document.version};
          neighbours overlap a little. You read this as the tenant.
        </Dialog.Description>
        <ol
          tabIndex={0}
          aria-label="Chunks"
          className="mt-4 flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto"
        >
          {pages.isPending && <LoadingState what="the chunks" />}
          {pages.error !== null && <ErrorState error={pages.error} retry={() => void pages.refetch()} />}
          {passages.map((passage) => (
            <Passage key={passage.chunkId} passage={passage} />
          ))}
        </ol>
        <div className="mt-5 flex justify-end gap-2">
          {pages.hasNextPage && (
            <Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
              Load more
            </Button>
          )}
          <Button variant="primary" onClick={onClose}>
            Close
          </Button>
        </div>
      </Dialog>
    </Dialog.Root>
  )
}

function Passage({ passage }: { readonly passage: DocumentText['passages'][number] }) {
  const { heading, page, text } = passage
  return (
    <li className="rounded-lg border border-kumo-hairline bg-kumo-elevated p-3">
      {(heading !== undefined || page !== undefined) && (
        <p className="mb-1 text-xs font-medium text-kumo-subtle">
          {heading}
          {page !== undefined && ` · page ${page}`}
        </p>
      )}
      <p className="whitespace-pre-wrap">{text}</p>
    </li>
  )
}
