import { Button } from '@cloudflare/kumo/components/button'
import { useMutation } from '@tanstack/react-query'

import { toastDone } from '../../pieces/feedback/toasts.tsx'
import { retryDocument } from '../../records/documents.ts'

interface RetryDocumentProps {
  readonly tenantId: string
  readonly documentId: string
  readonly title: string
}

export function RetryDocument({ tenantId, documentId, title }: RetryDocumentProps) {
  const retry = useMutation({
    mutationFn: () => retryDocument(tenantId, documentId),
    onSuccess: () => toastDone(`${title} starts again`),
  })
  return (
    <Button size="sm" aria-label={`Retry ${title}`} loading={retry.isPending} onClick={() => retry.mutate()}>
      Retry
    </Button>
  )
}
