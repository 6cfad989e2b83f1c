import { useState } from 'react'

import { ConfirmDialog } from '../../pieces/dialog/confirm-dialog.tsx'
import { toastDone } from '../../pieces/feedback/toasts.tsx'
import { setRole, type Operator } from '../../records/operators.ts'
import { RoleFields } from './role-fields.tsx'

interface ChangeRoleProps {
  readonly operator: Operator
  readonly onClose: () => void
}

export function ChangeRole({ operator, onClose }: ChangeRoleProps) {
  const [role, choose] = useState(operator.role)
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={`Role of ${operator.name}`}
      description="Holds from the next request on, in open sessions too."
      submit="Change role"
      onConfirm={async (reason) => {
        await setRole(operator, role, reason)
        toastDone(`${operator.name} is ${role} now`)
      }}
    >
      <RoleFields chosen={role} onChange={choose} />
    </ConfirmDialog>
  )
}
