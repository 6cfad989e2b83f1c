import { ConfirmDialog } from '../../pieces/dialog/confirm-dialog.tsx'
import { toastDone } from '../../pieces/feedback/toasts.tsx'
import { deleteDocument, type Document } from '../../records/documents.ts'

interface DeleteDocumentProps {
  readonly tenantId: string
  /** Open while there is one. */
  readonly document: Document | undefined
  readonly onClose: () => void
}

export function DeleteDocument({ tenantId, document, onClose }: DeleteDocumentProps) {
  return (
    <ConfirmDialog
      open={document !== undefined}
      onClose={onClose}
      title={`Delete ${document?.title ?? 'document'}`}
      description="It is no longer found by any search, and its original is deleted. This cannot be undone."
      submit="Delete"
      isDestructive
      hasNoReason
      onConfirm={async () => {
        if (document === undefined) return
        await deleteDocument(tenantId, document.id)
        toastDone(`${document.title} is deleted`)
      }}
    />
  )
}
