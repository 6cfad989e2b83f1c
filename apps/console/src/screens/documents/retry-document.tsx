import { Button } from '@cloudflare/kumo/components/button'
import { useMutation } from '@tanstack/react-query'

import { retryDocument } from '../../api/documents.ts'
import { toastDone } from '../../pieces/feedback/toasts.tsx'

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
