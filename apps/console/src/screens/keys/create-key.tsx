import { Input } from '@cloudflare/kumo/components/input'
import { Select } from '@cloudflare/kumo/components/select'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { FormDialog } from '../../pieces/dialog/form-dialog.tsx'
import type { CreateKey as CreateKeyWish, NewKey } from '../../records/keys.ts'
import { EXPIRIES, isExpiry, NEW_KEY, SCOPES, wishOf, type KeyForm, type Scope } from './key-form.ts'
import { ScopeFields } from './scope-fields.tsx'

interface CreateKeyProps {
  readonly create: (wish: CreateKeyWish) => Promise<NewKey>
  /** What the maker may hand on. */
  readonly offered?: readonly Scope[]
  readonly onClose: () => void
  readonly onCreated: (key: NewKey) => void
}

export function CreateKey({ create: make, offered = SCOPES, onClose, onCreated }: CreateKeyProps) {
  const [form, setForm] = useState<KeyForm>(() => ({
    ...NEW_KEY,
    scopes: NEW_KEY.scopes.filter((scope) => offered.includes(scope)),
  }))
  const set = (changed: Partial<KeyForm>) => setForm({ ...form, ...changed })
  const create = useMutation({
    mutationFn: () => make(wishOf(form, Date.now())),
    meta: { showsItsErrors: true },
    onSuccess: (key) => {
      onClose()
      onCreated(key)
    },
  })
  return (
    <FormDialog
      open
      title="Create key"
      submit="Create key"
      onClose={onClose}
      onSubmit={() => create.mutate()}
      isBusy={create.isPending}
      error={create.error}
      canSubmit={form.scopes.length > 0}
    >
      <Input
        label="Name"
        placeholder="Where it will be used"
        value={form.name}
        maxLength={100}
        onChange={(event) => set({ name: event.target.value })}
      />
      <ScopeFields offered={offered} chosen={form.scopes} onChange={(scopes) => set({ scopes })} />
      <Select
        label="Expires"
        items={EXPIRIES}
        value={form.expiry}
        onValueChange={(expiry) => isExpiry(expiry) && set({ expiry })}
      />
      <div className="grid gap-4 *:min-w-0 sm:grid-cols-2 [&_input]:w-full">
        <Input
          label="Tokens a day"
          description="Empty: the tenant's."
          inputMode="numeric"
          value={form.tokensPerDay}
          onChange={(event) => set({ tokensPerDay: event.target.value })}
        />
        <Input
          label="US dollars a day"
          description="Empty: the tenant's."
          inputMode="decimal"
          value={form.spendPerDay}
          onChange={(event) => set({ spendPerDay: event.target.value })}
        />
      </div>
      <Input
        label="Allowed addresses"
        description="IP addresses or ranges with commas between. Empty: from anywhere."
        placeholder="192.0.2.0/24, 2001:db8::/32"
        value={form.allowedIps}
        onChange={(event) => set({ allowedIps: event.target.value })}
      />
    </FormDialog>
  )
}
