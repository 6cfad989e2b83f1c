import { Input } from '@cloudflare/kumo/components/input'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import type { Role } from '../../api/session.ts'
import { FormDialog } from '../../pieces/dialog/form-dialog.tsx'
import { createOperator } from '../../records/operators.ts'
import { RoleFields } from './role-fields.tsx'

const DAY_MS = 86_400_000

interface CreateOperatorProps {
  readonly onClose: () => void
  /** With the token, to show once. */
  readonly onCreated: (token: string) => void
}

export function CreateOperator({ onClose, onCreated }: CreateOperatorProps) {
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [days, setDays] = useState('90')
  const [role, setRole] = useState<Role>('viewer')
  const create = useMutation({
    mutationFn: () =>
      createOperator({
        name: name.trim(),
        role,
        ...(email.trim() === '' ? {} : { email: email.trim().toLowerCase() }),
        ...(days.trim() === ''
          ? {}
          : { expiresAt: new Date(Date.now() + Number(days) * DAY_MS).toISOString() }),
      }),
    meta: { showsItsErrors: true },
    onSuccess: (token) => {
      onClose()
      onCreated(token)
    },
  })
  return (
    <FormDialog
      open
      title="Create operator"
      submit="Create operator"
      onClose={onClose}
      onSubmit={() => create.mutate()}
      isBusy={create.isPending}
      error={create.error}
      canSubmit={name.trim() !== ''}
    >
      <Input
        label="Name"
        required
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Input
        label="Email"
        type="email"
        description="Signs in without a token where Cloudflare Access guards the console. May stay empty."
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <RoleFields chosen={role} onChange={setRole} />
      <Input
        label="Token ends after days"
        description="Empty: never."
        type="number"
        min={1}
        value={days}
        onChange={(event) => setDays(event.target.value)}
      />
    </FormDialog>
  )
}
