import { useQuery } from '@tanstack/react-query'

import { FormDialog } from '../../pieces/dialog/form-dialog.tsx'
import { tenantQuery } from '../../records/tenants.ts'
import { ThresholdForm } from './threshold-form.tsx'

interface EditThresholdsProps {
  readonly tenantId: string
  readonly onClose: () => void
}

/** At which share of a budget a notice is written; a tenant of a file is changed in its file. */
export function EditThresholds({ tenantId, onClose }: EditThresholdsProps) {
  const { data } = useQuery(tenantQuery(tenantId))
  if (data === undefined) return null
  if (data.data.managedBy === 'file') {
    return (
      <FormDialog
        open
        title={`Thresholds of ${data.data.name}`}
        description="This tenant belongs to its file. Change alerts.thresholds there, then apply it."
        submit="Close"
        onClose={onClose}
        onSubmit={onClose}
      />
    )
  }
  return <ThresholdForm tenant={data.data} etag={data.etag} onClose={onClose} />
}
