import { InputArea } from '@cloudflare/kumo/components/input'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'

import { dryRun, enforcement } from '../../api/resource.ts'
import { FormDialog } from '../../pieces/dialog/form-dialog.tsx'
import { ReasonInput } from '../../pieces/dialog/reason-input.tsx'
import { useSeenVersion } from '../../pieces/dialog/use-seen-version.ts'
import { Diff } from '../../pieces/diff.tsx'
import { toastDone } from '../../pieces/feedback/toasts.tsx'
import { putTenant, tenantPath, type Tenant } from '../../records/tenants.ts'
import { documentTextOf, parsedDocument } from './document-text.ts'

interface EditDocumentProps {
  readonly tenant: Tenant
  readonly etag: string | undefined
  readonly onClose: () => void
}

/** The whole document, for what has no form; the change is shown before it is made. */
export function EditDocument({ tenant, etag, onClose }: EditDocumentProps) {
  const [text, setText] = useState(() => documentTextOf(tenant))
  const [reason, setReason] = useState('')
  const typed = useDeferredValue(text)
  const document = parsedDocument(typed)
  const preview = useQuery({
    queryKey: ['document-edit', tenant.id, tenant.version, typed],
    queryFn: () => dryRun('PUT', tenantPath(tenant.id), document),
    enabled: document !== undefined && typed !== documentTextOf(tenant),
    retry: false,
  })
  const save = useMutation({
    mutationFn: () => putTenant(tenant.id, document ?? {}, { ifMatch: seen, reason }),
    meta: { showsItsErrors: true },
    onSuccess: (changed) => {
      toastDone('The document is changed', enforcement(changed))
      onClose()
    },
  })
  const seen = useSeenVersion(etag, save.error)
  return (
    <FormDialog
      open
      size="xl"
      title={`Document of ${tenant.name}`}
      submit="Put the document"
      onClose={onClose}
      onSubmit={() => save.mutate()}
      isBusy={save.isPending}
      error={save.error ?? preview.error}
      canSubmit={preview.data !== undefined && preview.data.changes.length > 0}
    >
      <InputArea
        label="JSON"
        className="min-h-72 w-full font-mono text-xs"
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
        {...(document === undefined ? { error: 'This is no JSON object yet.' } : {})}
      />
      {preview.data !== undefined && <Diff changes={preview.data.changes} />}
      <ReasonInput reason={reason} onChange={setReason} />
    </FormDialog>
  )
}
